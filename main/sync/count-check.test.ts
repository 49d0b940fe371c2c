import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../test/support/mirror-records.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { CountCheck } from './count-check.ts';

let mirror: MemoryMirror;
let busy = false;
let counts: CountCheck;

const folder = async (): Promise<FolderRecord> => (await mirror.client.query('folders', {}))[0] as FolderRecord;
const ask = async (messages: number, unseen: number, highestModseq = '9') => counts.contradicts(await folder(), { messages, unseen, highestModseq, uidNext: 4, uidValidity: 5 });
/** What a survey and the sync it may lead to do. */
async function look(messages: number, unseen: number, highestModseq = '9'): Promise<boolean> {
  const found = await ask(messages, unseen, highestModseq);
  if (!found) return false;
  await checkpoint(highestModseq);
  counts.synced(inbox);
  return true;
}
const checkpoint = (highestModseq: string) => mirror.client.apply({ checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 5, uidNext: 4, highestModseq, complete: true } }] });
const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let i = 0; i < count; i++) answers.push(await work());
  return answers;
};

beforeEach(async () => {
  busy = false;
  mirror = await openMemoryMirror();
  await mirror.client.apply({
    folders: [folderWrite(inbox)],
    resetFolders: [{ folderId: inbox, uidValidity: 5 }],
    pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2, flags: FLAG.seen }, { uid: 3, flags: FLAG.hidden }])],
  });
  await checkpoint('9');
  counts = new CountCheck({ mirror: mirror.client, isBusy: () => busy });
});
afterEach(() => mirror.close());

describe('where mod-sequences say that nothing has changed', () => {
  test('counts that agree, hidden rows among them, are no reason', async () => {
    expect(await times(3, () => look(3, 2))).toEqual([false, false, false]);
  });

  test('a difference that lasts has the folder gone through, once', async () => {
    expect(await times(5, () => look(4, 2))).toEqual([false, true, false, false, false]);
    expect(await times(4, () => look(4, 3))).toEqual([false, true, false, false]);
    // The rows change with the counts: the same difference.
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 10 }])] });
    expect(await times(3, () => look(5, 4))).toEqual([false, false, false]);
  });

  test('one that passes is forgotten, one that comes back is new', async () => {
    expect(await look(4, 2)).toBe(false);
    expect(await look(3, 2)).toBe(false);
    expect(await times(3, () => look(4, 2))).toEqual([false, true, false]);
  });

  test('everything is asked for then, and the folder stays complete', async () => {
    await ask(4, 2);
    expect(await ask(4, 2)).toBe(true);
    expect((await folder()).checkpoint).toEqual({ uidValidity: 5, uidNext: 0, highestModseq: '0', complete: true });
  });

  test('no verdict while operations are on their way', async () => {
    busy = true;
    expect(await times(4, () => look(4, 2))).toEqual([false, false, false, false]);
  });
});

describe('where only the counts tell', () => {
  beforeEach(() => checkpoint('0'));

  test('a difference is a change at once; one that stays is none, and its end is one again', async () => {
    expect(await times(3, () => look(4, 2, '0'))).toEqual([true, false, false]);
    expect(await times(3, () => look(3, 2, '0'))).toEqual([true, false, false]);
  });

  test('what a sync has put right does not lead to another', async () => {
    expect(await look(1, 0, '0')).toBe(true);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1, 3] }] });
    expect(await look(1, 0, '0')).toBe(false);
  });

  test('asked for until it was done', async () => {
    expect(await times(3, () => ask(4, 2, '0'))).toEqual([true, true, true]);
    counts.synced(inbox);
    expect(await ask(4, 2, '0')).toBe(false);
  });

  test('hidden rows that are on the server, or gone from it, while their operation is on its way', async () => {
    busy = true;
    expect([await ask(3, 2, '0'), await ask(2, 1, '0'), await ask(3, 1, '0'), await ask(1, 1, '0')]).toEqual([false, false, false, true]);
    busy = false;
    expect(await ask(3, 1, '0')).toBe(true);
  });
});
