/** Starts the browser host in this process and runs it until it is ended. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toFailure } from '../../shared/failure.ts';
import { onEndAsked } from '../end-signals.ts';
import { createLog } from '../log.ts';
import type { Options } from '../options.ts';
import { runningAddress } from '../profile.ts';
import { run } from '../run.ts';
import { findBrowser, hasScreen, sandboxless } from './chromium.ts';
import { createBrowserHost } from './host.ts';

export interface BrowserRun {
  project: string;
  profile: string;
  options: Options;
  extraCertificates: readonly string[];
  say(line: string): void;
  complain(line: string): void;
}

/** The exit code: 0 ended in order, 1 could not run, and the reason has been told. */
export async function runBrowser(start: BrowserRun): Promise<number> {
  try {
    await runUntilQuit(start);
    return 0;
  } catch (error) {
    start.complain(describe(error, start.profile));
    return 1;
  }
}

async function runUntilQuit({ project, profile, options, extraCertificates, say }: BrowserRun): Promise<void> {
  const browser = options.open && hasScreen() ? findBrowser() : undefined;
  const withoutSandbox = sandboxless();
  if (options.open && !browser) say(hasScreen() ? 'No Chromium, Chrome or Edge was found: open the address in any browser.' : 'There is no screen here: open the address in any browser.');
  if (browser && withoutSandbox) say('Running as root: the window has to run without Chromium\'s sandbox. Better start Godwit as a normal user.');
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  const host = createBrowserHost({
    profile,
    version,
    root: join(project, 'dist', 'ui'),
    port: options.port,
    browser,
    withoutSandbox,
    log: createLog(),
    print: say,
    extra: {
      startWithDemo: options.demo,
      rehearses: true,
      extraCertificates,
      allowPrivateRemote: options.allowPrivateRemote,
    },
  });
  let asked = false;
  const stopListening = onEndAsked(() => {
    // The first time in order, the second time at once.
    if (asked) process.exit(1);
    asked = true;
    host.quit();
  });
  try {
    await run(host);
  } finally {
    stopListening();
  }
}

function describe(error: unknown, profile: string): string {
  const failure = toFailure(error);
  const detail = failure.detail ? ` (${failure.detail})` : '';
  const other = failure.code === 'storage' ? runningAddress(profile) : undefined;
  if (failure.code === 'internal' && error instanceof Error) return `Godwit cannot start: ${error.stack ?? error.message}`;
  return `Godwit cannot start: ${failure.message}${detail}${other ? ` The one that is running is at ${other}` : ''}`;
}
