/** Modes and names on a real disk. */
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from './files.ts';
import { openJournalFile } from './journal-file.ts';
import { lockProfile } from './lock.ts';
import { encodeRecord } from './record.ts';

/** Windows knows no modes: there the folders of a user are closed by themselves. */
const modeOf = (path: string): string => (process.platform === 'win32' ? '' : (statSync(path).mode & 0o777).toString(8));
const modes = (...wanted: string[]): string[] => (process.platform === 'win32' ? wanted.map(() => '') : wanted);
const numbers = (value: unknown): number => {
  if (typeof value !== 'number') throw new Error('not a number');
  return value;
};

let dir: string;
let umask: number;
beforeEach(() => {
  umask = process.umask(0);
  dir = mkdtempSync(join(tmpdir(), 'godwit-files-'));
});
afterEach(() => {
  process.umask(umask);
  rmSync(dir, { recursive: true, force: true });
});

describe('nobody else can read it', () => {
  test('a new profile and all that is made in it, whatever the umask says', async () => {
    const profile = join(dir, 'a/b/profile');
    const lock = await lockProfile(profile);
    expect([modeOf(profile), modeOf(join(profile, 'lock.1'))]).toEqual(modes('700', '600'));
    const path = join(profile, 'x.journal');
    const file = await openJournalFile(path, numbers);
    await file.append(1);
    expect([modeOf(path)]).toEqual(modes('600'));
    await file.compact([1]);
    await file.append(2);
    expect([modeOf(path)]).toEqual(modes('600'));
    await file.close();
    lock.release();
  });

  test('a profile that was open to others is closed, and so is a journal in it', async () => {
    chmodSync(dir, 0o755);
    const path = join(dir, 'x.journal');
    writeFileSync(path, encodeRecord(1), { mode: 0o644 });
    const lock = await lockProfile(dir);
    const file = await openJournalFile(path, numbers);
    expect([file.records, modeOf(dir), modeOf(path)]).toEqual([[1], ...modes('700', '600')]);
    await file.close();
    lock.release();
  });

  test('a damaged one: the copy too; what was left beside it by a crash is not taken as it is', async () => {
    const path = join(dir, 'x.journal');
    writeFileSync(path, Buffer.concat([encodeRecord(1), Buffer.from('no record\n'), encodeRecord(2)]), { mode: 0o644 });
    writeFileSync(`${path}.new`, 'left', { mode: 0o666 });
    const file = await openJournalFile(path, numbers);
    expect(file.records).toEqual([1, 2]);
    expect([modeOf(path), modeOf(file.setAside!)]).toEqual(modes('600', '600'));
    await file.close();
  });
});

test('the names of a new profile and of the folders above it are made durable', async () => {
  const synced: string[] = [];
  const { syncDirectory } = nodeFiles;
  nodeFiles.syncDirectory = async (path) => { synced.push(path); };
  try {
    (await lockProfile(join(dir, 'a/b/profile'))).release();
    expect(synced).toEqual([join(dir, 'a/b'), join(dir, 'a'), dir]);
    synced.length = 0;
    (await lockProfile(join(dir, 'a/b/profile'))).release();
    expect(synced).toEqual([]);
  } finally {
    nodeFiles.syncDirectory = syncDirectory;
  }
});
