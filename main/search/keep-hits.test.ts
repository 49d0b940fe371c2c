import { expect, test } from 'vitest';
import { openMemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox } from '../../test/support/mirror-records.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { fail, isFailure } from '../../shared/failure.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Checkpoint, FolderRecord } from '../mirror/protocol/records.ts';
import type { SummaryRow } from '../mirror/protocol/records.ts';
import { keepHits } from './keep-hits.ts';

const asServer = (_folder: unknown, _validity: unknown, _uid: unknown, bits: number): number => bits;
const hit = (uid: number): FetchedMessage => ({ sequence: uid, uid, size: 10, flags: [] });

async function stage(checkpoint: Checkpoint) {
  const mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox)], checkpoints: [{ folderId: inbox, checkpoint }] });
  const [folder] = await mirror.client.query('folders', {});
  const held = async () => (await mirror.client.query('rows', { folderId: inbox, uids: [1, 2, 3, 4, 5, 6, 7, 8, 9] })).rows.map(({ summary, flags }) => [(summary as SummaryRow)[0], flags]);
  return { mirror: mirror.client, folder: folder as FolderRecord, held, close: () => mirror.close() };
}

test('in the middle of a first sync all of them are kept, under what the user did', async () => {
  const { mirror, folder, held, close } = await stage({ uidValidity: 5, uidNext: 10, highestModseq: '0', complete: false });
  expect(await keepHits(mirror, (_folder, validity, uid, bits) => (uid === 9 && validity === 5 ? bits | FLAG.seen : bits), folder, 5, [hit(9), hit(2)])).toEqual([]);
  expect(await held()).toEqual([[2, 0], [9, FLAG.seen]]);
  // Asked for again by the sync: none of them is doubled.
  await keepHits(mirror, asServer, folder, 5, [hit(2), hit(3)]);
  expect((await held()).map(([uid]) => uid)).toEqual([2, 3, 9]);
  expect(await keepHits(mirror, asServer, folder, 5, [hit(10)])).toEqual([10]);
  await close();
});

test('of a folder that is whole, what is newer is the matter of its sync', async () => {
  const { mirror, folder, held, close } = await stage({ uidValidity: 5, uidNext: 4, highestModseq: '7', complete: true });
  expect(await keepHits(mirror, asServer, folder, 5, [hit(2), hit(4), hit(6)])).toEqual([4, 6]);
  expect(await held()).toEqual([[2, 0]]);
  await close();
});

test('a server that tells no UIDNEXT: while the folder is not whole, all of them are kept', async () => {
  for (const complete of [true, false]) {
    const { mirror, folder, held, close } = await stage({ uidValidity: 5, uidNext: 0, highestModseq: '0', complete });
    expect(await keepHits(mirror, asServer, folder, 5, [hit(2)])).toEqual(complete ? [2] : []);
    expect(await held()).toEqual(complete ? [] : [[2, 0]]);
    await close();
  }
});

test('a folder that is another by now takes none', async () => {
  const { mirror, folder, held, close } = await stage({ uidValidity: 5, uidNext: 4, highestModseq: '7', complete: false });
  expect(await keepHits(mirror, asServer, folder, 6, [hit(2)])).toEqual([2]);
  // Renumbered between the search and now.
  await mirror.apply({ resetFolders: [{ folderId: inbox, uidValidity: 6 }] });
  expect(await keepHits(mirror, asServer, folder, 5, [hit(3)])).toEqual([]);
  expect(await held()).toEqual([]);
  await close();
});

test('on a full disk they are not kept; a mirror that is away is told', async () => {
  const { folder, close } = await stage({ uidValidity: 5, uidNext: 4, highestModseq: '7', complete: false });
  const refusing = (code: 'storage' | 'mirror-unavailable') => ({ apply: () => Promise.reject(fail(code, 'No.')) });
  expect(await keepHits(refusing('storage'), asServer, folder, 5, [hit(2)])).toEqual([]);
  const away = await keepHits(refusing('mirror-unavailable'), asServer, folder, 5, [hit(2)]).catch((error: unknown) => error);
  expect(isFailure(away, 'mirror-unavailable')).toBe(true);
  await close();
});
