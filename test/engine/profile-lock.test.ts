/** One writer per profile, on a real disk and between real processes. */
import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFiles } from '../../main/journal/files.ts';
import { openJournalFile } from '../../main/journal/journal-file.ts';
import { lockProfile } from '../../main/journal/lock.ts';
import { FailureError, type Failure } from '../../shared/failure.ts';

let dir = '';
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'godwit-lock-')); });
afterEach(() => rm(dir, { recursive: true, maxRetries: 10, force: true }));

const failureOf = (run: Promise<unknown>): Promise<Failure> => run.then(
  () => { throw new Error('was expected to fail'); },
  (error: unknown) => { if (error instanceof FailureError) return error.failure; throw error; },
);

test('makes the folder private and leaves one lock file', async () => {
  const profile = join(dir, 'a', 'b');
  const lock = await lockProfile(profile);
  expect((await stat(profile)).mode & 0o777).toBe(0o700);
  expect(await readdir(profile)).toEqual(['lock.1']);
  expect((await stat(join(profile, 'lock.1'))).mode & 0o777).toBe(0o600);
  lock.release();
  expect(await readdir(profile)).toEqual([]);
});

test('an open folder is made private', async () => {
  await chmod(dir, 0o755);
  await lockProfile(dir);
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
});

test('refuses a second time, also in the same process, and works again after release', async () => {
  const lock = await lockProfile(dir);
  const failure = await failureOf(lockProfile(dir));
  expect(failure).toMatchObject({ code: 'storage', message: `This profile is already open in another Godwit (process ${process.pid}).` });
  lock.release();
  (await lockProfile(dir)).release();
});

test('a lock of a dead process, of a number given to another process, and an unfinished one are taken over', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.on('close', resolve));
  for (const content of [JSON.stringify({ pid: dead.pid, started: 'x' }), JSON.stringify({ pid: process.pid, started: 'another boot/1' }), '', '{"pid":']) {
    await writeFile(join(dir, 'lock.7'), content);
    const lock = await lockProfile(dir);
    expect(await readdir(dir)).toEqual(['lock.8']);
    lock.release();
  }
});

test('of many starts at once on a stale lock exactly one wins', async () => {
  await writeFile(join(dir, 'lock.1'), JSON.stringify({ pid: 2 ** 22 + 1, started: 'x' }));
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => lockProfile(dir)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect((await readdir(dir)).filter((name) => name.startsWith('lock.'))).toHaveLength(1);
});

test('says which path cannot be written and why', async () => {
  const file = join(dir, 'file');
  await writeFile(file, '');
  const failure = await failureOf(lockProfile(join(file, 'profile')));
  expect(failure.code).toBe('storage');
  expect(failure.message).toBe(`Godwit could not write to its profile folder ${join(file, 'profile')}: a part of its path is not a folder.`);
  expect((await failureOf(lockProfile(file))).message).toContain('something that is not a folder is in the way');
});

test('a folder without write permission', async () => {
  const profile = join(dir, 'profile');
  await mkdir(profile, { mode: 0o500 });
  const root = process.getuid?.() === 0;
  if (root) await chmod(dir, 0o755);
  const source = new URL('../../main/journal/lock.ts', import.meta.url).href;
  if (root) await chown(profile, 65534, 65534);
  // Root may write anywhere, so the child gives up its rights once the sources are loaded.
  const script = `import(${JSON.stringify(source)}).then(({ lockProfile }) => {
      ${root ? 'process.setgid(65534); process.setuid(65534);' : ''}
      return lockProfile(${JSON.stringify(profile)});
    }).then(() => console.log('locked'), (error) => console.log(error.failure.message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
  expect(stdout.trim()).toBe(`Godwit could not write to its profile folder ${profile}: permission was denied.`);
});

test('journal files on a real disk: private, readable again, replaced in one step', async () => {
  const path = join(dir, 'x.journal');
  const file = await openJournalFile(path, (value) => value, nodeFiles);
  await Promise.all([file.append(1), file.append('two'), file.append({ three: 3 })]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await file.compact(['two']);
  await file.append(4);
  await file.close();
  const again = await openJournalFile(path, (value) => value, nodeFiles);
  expect(again.records).toEqual(['two', 4]);
  expect(again.size).toBe((await stat(path)).size);
  await again.close();
  expect(await readdir(dir)).toEqual(['x.journal']);
});
