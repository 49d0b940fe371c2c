/** electron-builder.yml against electron-builder's own schema, and the promises it makes. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { APP_ID } from '../../app/electron/shell.ts';
import { ROOT } from './planted-tree.ts';

interface Target { target: string; arch: string[] }
interface Configuration {
  appId: string;
  productName: string;
  asar: boolean;
  publish: null;
  files: string[];
  directories: { buildResources: string; output: string };
  electronFuses: Record<string, boolean>;
  mac: { hardenedRuntime: boolean; target: Target[] };
  win: { target: Target[] };
  linux: { target: Target[]; syncDesktopName: boolean };
}
type Validate = (configuration: unknown, log: { isEnabled: boolean }) => Promise<void>;

// Both are parts of electron-builder.
const load = createRequire(join(ROOT, 'node_modules/app-builder-lib/package.json'));
const { validateConfiguration } = load(join(ROOT, 'node_modules/app-builder-lib/out/util/config/config.js')) as { validateConfiguration: Validate };
const yaml = load('js-yaml') as { load(text: string): unknown };

const configuration = yaml.load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as Configuration;
const validate = (value: unknown) => validateConfiguration(value, { isEnabled: false });
const targets = (list: readonly Target[]) => list.map(({ target, arch }) => `${target} ${arch.join(' ')}`);

describe('installers', () => {
  test('follow the schema of electron-builder', async () => {
    await validate(configuration);
  });

  test('and the schema does refuse', async () => {
    await expect(validate({ ...configuration, macOs: {} })).rejects.toThrow(/macOs/);
    await expect(validate({ ...configuration, asar: 'maybe' })).rejects.toThrow(/asar/);
  });

  test('are made for three systems', () => {
    expect(targets(configuration.mac.target)).toEqual(['dmg x64 arm64', 'zip x64 arm64']);
    expect(targets(configuration.win.target)).toEqual(['nsis x64 arm64']);
    expect(targets(configuration.linux.target)).toEqual(['AppImage x64 arm64', 'deb x64 arm64', 'rpm x64 arm64']);
  });

  test('hold the bundles and nothing else, hardened', () => {
    expect(configuration.files).toEqual(['dist/**/*', '!dist/installers/**', '!dist/browser/**', '!node_modules/**/*', 'package.json']);
    expect(configuration).toMatchObject({ productName: 'Godwit', asar: true, publish: null, mac: { hardenedRuntime: true } });
    expect(configuration.electronFuses).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, grantFileProtocolExtraPrivileges: false });
  });

  test('and the application know it under one name', () => {
    expect(configuration.appId).toBe(APP_ID);
  });

  test('and Linux finds the windows to be of the entry in its menu', () => {
    const { desktopName } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { desktopName?: string };
    expect([desktopName, configuration.linux.syncDesktopName]).toEqual(['godwit.desktop', true]);
  });

  test('find their icons', () => {
    expect(existsSync(join(ROOT, configuration.directories.buildResources))).toBe(true);
  });
});
