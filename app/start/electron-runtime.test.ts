import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchRuntime, installedRuntime } from './electron-runtime.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electron-package-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
const installer = (source: string): void => writeFileSync(join(folder, 'install.js'), source);
const fetch = (limits = { firstByte: 20_000, stall: 20_000 }) => fetchRuntime(folder, (line) => said.push(line), limits);

test('an installed runtime is found where the package keeps it', () => {
  expect(installedRuntime(folder, {})).toBeUndefined();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(installedRuntime(folder, {})).toBeUndefined();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'electron'), '');
  expect(installedRuntime(folder, {})).toBe(join(folder, 'dist', 'electron'));
});

test('a runtime of the system is found where one says it is, though the package has none of its own', () => {
  // As electron/index.js has it, for systems that bring Electron themselves and download nothing.
  const theirs = join(folder, 'theirs');
  mkdirSync(theirs);
  expect(installedRuntime(folder, { ELECTRON_OVERRIDE_DIST_PATH: theirs })).toBeUndefined();
  writeFileSync(join(theirs, 'electron'), '');
  expect(installedRuntime(folder, { ELECTRON_OVERRIDE_DIST_PATH: theirs })).toBe(join(theirs, 'electron'));
});

test('the installer\'s download is shown as it grows', async () => {
  installer(`const fs = require('fs'), path = require('path'), file = path.join(process.env.TMPDIR, 'electron.zip');
    let n = 0; const timer = setInterval(() => { fs.appendFileSync(file, Buffer.alloc(6e6)); if (++n < 8) return; clearInterval(timer);
    fs.mkdirSync(path.join(__dirname, 'dist')); fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), ''); fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron'); }, 100);`);
  expect(await fetch()).toEqual({ ok: true, executable: join(folder, 'dist', 'electron') });
  expect(said.length).toBeGreaterThan(1);
  expect(said[0]).toMatch(/^Fetching the Electron runtime: \d+ MB$/u);
});

test('an installer that fails, hangs or stops is given up', async () => {
  installer('process.exit(1)');
  expect(await fetch()).toEqual({ ok: false, why: 'its runtime could not be fetched' });
  installer('setInterval(() => {}, 1000)');
  expect(await fetch({ firstByte: 300, stall: 300 })).toEqual({ ok: false, why: 'its download server cannot be reached' });
  installer("require('fs').writeFileSync(require('path').join(process.env.TMPDIR, 'x'), 'some'); setInterval(() => {}, 1000)");
  expect(await fetch({ firstByte: 20_000, stall: 300 })).toEqual({ ok: false, why: 'the download of its runtime stopped' });
  rmSync(join(folder, 'install.js'));
  expect(await fetch()).toMatchObject({ ok: false });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('godwit-electron-'))).toEqual([]);
});
