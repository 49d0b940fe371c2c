/** Which host the end-to-end specs run on: `npm test -- e2e --host electron`. The browser host where nothing is said. */
import { join } from 'node:path';
import { installedRuntime } from '../../app/start/electron-runtime.ts';
import { HOST_VARIABLE } from './host-variable.ts';
import { chromium, type Requirement } from './requires.ts';

const ROOT = join(import.meta.dirname, '../..');

export const hostUnderTest: 'browser' | 'electron' = process.env[HOST_VARIABLE] === 'electron' ? 'electron' : 'browser';

/** Electron's executable; undefined if its runtime is not here. */
export const electronExecutable = (): string | undefined => installedRuntime(join(ROOT, 'node_modules/electron'));

/** What a spec of the whole application needs on this host. */
export const host: Requirement = hostUnderTest === 'browser'
  ? chromium
  : { missing: () => (electronExecutable() === undefined ? 'Electron\'s runtime is not installed: start Godwit once with a network, npm start -- --host electron' : null) };

/** For what only the browser host has: addresses, tokens, several windows of any browser. */
export const browserHost: Requirement = hostUnderTest === 'browser' ? chromium : { missing: () => 'it is about the browser host' };
