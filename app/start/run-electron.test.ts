/** How the shell has ended is how npm start ends. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../options.ts';
import { runElectron } from './run-electron.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'godwit-run-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** Instead of Electron: a program that ends like this. */
function run(source: string): Promise<number> {
  const program = join(folder, 'electron');
  writeFileSync(program, `#!${process.execPath}\n${source}\n`);
  chmodSync(program, 0o700);
  return runElectron(program, '/project', '/profile', parseOptions([]), () => undefined);
}

test('its exit code is handed on', async () => {
  expect(await run('process.exit(0)')).toBe(0);
  expect(await run('process.exit(3)')).toBe(3);
});

test.each(['SIGSEGV', 'SIGABRT', 'SIGTRAP', 'SIGKILL'])('a shell that crashes with %s has not ended in order', async (signal) => {
  expect(await run(`process.kill(process.pid, '${signal}'); setInterval(() => undefined, 1000);`)).toBe(1);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('one that is ended from outside with %s has', async (signal) => {
  expect(await run(`process.kill(process.pid, '${signal}'); setInterval(() => undefined, 1000);`)).toBe(0);
});
