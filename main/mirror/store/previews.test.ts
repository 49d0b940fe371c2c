/** First words are answered from memory once they were read: never other ones than those on the disk. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import type { SummaryRow } from '../protocol/records.ts';

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 2000 });
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2 }, { uid: 3 }])], checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 7, uidNext: 4, highestModseq: '0', complete: true } }] });
});
afterEach(() => mirror.close());

const shown = async (): Promise<[number, string | null][]> =>
  (await mirror.client.query('window', { folderId: inbox, from: 0, count: 50 })).rows.map(({ summary, preview }) => [(summary as SummaryRow)[0], preview]);

/** Before a restart it is memory that answers, after it the disk. */
async function expectShown(rows: [number, string | null][]): Promise<void> {
  expect(await shown()).toEqual(rows);
  await mirror.restart();
  expect(await shown()).toEqual(rows);
}

test('what comes after a list was shown is in it the next time', async () => {
  expect(await shown()).toEqual([[3, null], [2, null], [1, null]]);
  await mirror.client.apply({ previews: [{ folderId: inbox, uid: 2, text: 'two' }] });
  await expectShown([[3, null], [2, 'two'], [1, null]]);
  await mirror.client.apply({ previews: [{ folderId: inbox, uid: 2, text: 'two, anew' }] });
  await expectShown([[3, null], [2, 'two, anew'], [1, null]]);
});

test('of messages that are gone nothing is left for others that are called the same', async () => {
  await mirror.client.apply({ previews: [1, 2, 3].map((uid) => ({ folderId: inbox, uid, text: `of ${uid}` })) });
  expect(await shown()).toEqual([[3, 'of 3'], [2, 'of 2'], [1, 'of 1']]);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [2] }] });
  await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 2 }])] });
  await expectShown([[3, 'of 3'], [2, null], [1, 'of 1']]);
  await mirror.client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 8 }], pages: [pageOf(inbox, [{ uid: 1 }])] });
  await expectShown([[1, null]]);
  await mirror.client.apply({ previews: [{ folderId: inbox, uid: 1, text: 'of 1' }] });
  expect(await shown()).toEqual([[1, 'of 1']]);
  await mirror.client.apply({ removeFolders: [inbox] });
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1 }])] });
  await expectShown([[1, null]]);
});

test('those of an earlier UIDVALIDITY are of other messages', async () => {
  const text = (uidValidity: number) => ({ previews: [{ folderId: inbox, uidValidity, uid: 1, text: `of ${uidValidity}` }] });
  // Asked for before the folder was renumbered, and behind that in the line.
  await Promise.all([mirror.client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 8 }], pages: [pageOf(inbox, [{ uid: 1 }])] }), mirror.client.apply(text(7))]);
  await expectShown([[1, null]]);
  await mirror.client.apply(text(8));
  await expectShown([[1, 'of 8']]);
});

test('a list longer than what is remembered has all of its own', async () => {
  const uids = Array.from({ length: 6_000 }, (_, i) => i + 10);
  await mirror.client.apply({ pages: [pageOf(inbox, uids.map((uid) => ({ uid })))], previews: uids.map((uid) => ({ folderId: inbox, uid, text: `of ${uid}` })) });
  for (let from = 0; from < 6_000; from += 900) {
    const { rows } = await mirror.client.query('window', { folderId: inbox, from, count: 1000 });
    const own = rows.filter(({ summary }) => (summary as SummaryRow)[0] >= 10);
    expect(own.map(({ preview }) => preview)).toEqual(own.map(({ summary }) => `of ${(summary as SummaryRow)[0]}`));
  }
});
