/** Rows that stay in a list though their flags have changed, and rows on their way to one of its folders. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { NO_FILTER, type Filter, type Sort } from '../../../shared/model/view.ts';
import type { ListWindowQuestion } from '../protocol/list.ts';
import type { SummaryRow } from '../protocol/records.ts';

const archive = folderId(accountId('one'), 'Archive');
const other = folderId(accountId('two'), 'INBOX');
let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  const checkpoint = { uidValidity: 1, uidNext: 50, highestModseq: '0', complete: true };
  await mirror.client.apply({
    folders: [inbox, archive, other].map((id) => folderWrite(id)),
    pages: [pageOf(inbox, Array.from({ length: 9 }, (_, i) => ({ uid: i + 1, date: i + 1 }))), pageOf(other, [{ uid: 1, date: 5 }, { uid: 2, date: 20, flags: FLAG.seen }]), pageOf(archive, [{ uid: 1, date: 4 }])],
    checkpoints: [inbox, archive, other].map((id) => ({ folderId: id, checkpoint })),
  });
});
afterEach(() => mirror.close());

const UNREAD: Filter = { ...NO_FILTER, unread: true };
const newest: Sort = { by: 'date', descending: true };
const ask = async (question: Partial<ListWindowQuestion> = {}) => {
  const whole: ListWindowQuestion = { folders: [{ folderId: inbox }, { folderId: other }], sort: newest, filter: NO_FILTER, from: 0, count: 100, ...question };
  // A busy machine may need more than one go at what a list is sorted by.
  while (!(await mirror.client.query('prepareList', whole)).complete);
  const answer = await mirror.client.query('list', whole);
  return { ...answer, names: answer.rows.map(({ at, summary, folderId: id }) => `${at ? 'guest ' : ''}${at?.uid ?? (summary as SummaryRow)[0]}@${id}`) };
};
const read = (...uids: number[]) => mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids, add: FLAG.seen, remove: 0 }] });

test('rows that were read stay where they are in every stretch, others go; what has gone or is hidden does not stay', async () => {
  const before = (await ask({ filter: UNREAD })).names;
  await read(9, 6, 5, 1);
  expect((await ask({ filter: UNREAD })).names).toEqual(before.filter((name) => ![9, 6, 5, 1].map((uid) => `${uid}@${inbox}`).includes(name)));
  const kept = [{ folderId: inbox, uids: [9, 6, 1, 77], flags: [0, 0, 0, 0] }];
  const after = before.filter((name) => name !== `5@${inbox}`);
  for (let from = 0; from <= after.length; from++) {
    for (let count = 0; count <= after.length; count++) expect((await ask({ filter: UNREAD, kept, from, count })).names, `${from} ${count}`).toEqual(after.slice(from, from + count));
  }
  const { matching, unread, rows } = await ask({ filter: UNREAD, kept });
  expect([matching, unread]).toEqual([after.length, 6]);
  expect(rows[0]!.flags & FLAG.seen).toBe(FLAG.seen);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [9] }], marks: [{ folderId: inbox, uidValidity: 1, uids: [6], add: FLAG.hidden, remove: 0 }] });
  expect((await ask({ filter: UNREAD, kept })).names).toEqual(after.filter((name) => name !== `9@${inbox}` && name !== `6@${inbox}`));
});

test('nothing changes its place in a list by flags while it stays, whichever way that runs', async () => {
  await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids: [2, 4, 8], add: FLAG.flagged, remove: 0 }] });
  for (const sort of [{ by: 'flagged', descending: true }, { by: 'flagged', descending: false }, { by: 'unread', descending: true }] satisfies Sort[]) {
    const { names, rows } = await ask({ sort });
    const kept = [inbox, other].map((id) => {
      const own = rows.filter((row) => row.folderId === id);
      return { folderId: id, uids: own.map(({ summary }) => (summary as SummaryRow)[0]), flags: own.map(({ flags }) => flags) };
    });
    await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids: [3, 4], add: FLAG.flagged | FLAG.seen, remove: 0 }, { folderId: inbox, uidValidity: 1, uids: [8], add: 0, remove: FLAG.flagged }] });
    const stayed = await ask({ sort, kept });
    expect([stayed.names, stayed.matching]).toEqual([names, names.length]);
    for (let from = 0; from <= names.length; from++) expect((await ask({ sort, kept, from, count: 3 })).names).toEqual(names.slice(from, from + 3));
    await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids: [3, 4], add: 0, remove: FLAG.flagged | FLAG.seen }, { folderId: inbox, uidValidity: 1, uids: [4, 8], add: FLAG.flagged, remove: 0 }] });
  }
});

test('what is on its way to a folder stands in its lists, where every order has it, and passes filters as itself', async () => {
  await mirror.client.apply({
    guests: { lists: [{ folderId: archive, guests: [7, 3].map((uid) => ({ place: { folderId: inbox, uidValidity: 1, uid }, source: { folderId: inbox, uidValidity: 1, uid } })) }] },
    marks: [{ folderId: inbox, uidValidity: 1, uids: [7, 3], add: FLAG.hidden, remove: 0 }],
  });
  const folders = [{ folderId: archive }, { folderId: other }];
  const all = [`2@${other}`, `guest 7@${archive}`, `1@${other}`, `1@${archive}`, `guest 3@${archive}`];
  const { names, total, unread, matching } = await ask({ folders });
  expect([names, total, unread, matching]).toEqual([all, 5, 4, 5]);
  expect((await ask({ folders, sort: { by: 'date', descending: false } })).names).toEqual(all.toReversed());
  expect((await ask({ folders, filter: UNREAD })).names).toEqual(all.slice(1));
  expect((await ask({ folders, only: 'flagged' })).names).toEqual([]);
  // Subjects are those of UIDs; guests for whom nobody else has the subject stand by date between those they fall between.
  expect((await ask({ folders, sort: { by: 'subject', descending: false } })).names).toEqual([`1@${other}`, `1@${archive}`, `2@${other}`, `guest 7@${archive}`, `guest 3@${archive}`]);
});

test('the number of flagged ones is with the folder, and follows', async () => {
  const flagged = async () => (await mirror.client.query('folders', {})).map((folder) => folder.flagged);
  await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids: [2, 4, 8], add: FLAG.flagged, remove: 0 }] });
  expect(await flagged()).toEqual([3, 0, 0].toSorted((a, b) => b - a).map((_, i) => ((i === 0) ? 3 : 0)));
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [2] }], marks: [{ folderId: inbox, uidValidity: 1, uids: [4], add: FLAG.hidden, remove: 0 }] });
  expect((await flagged()).reduce((sum: number, one) => sum + (one ?? 0), 0)).toBe(1);
  expect(await ask({ only: 'flagged' })).toMatchObject({ names: [`8@${inbox}`], total: 1, matching: 1 });
});

test('people written to, and those who have written before', async () => {
  const { more, people } = await mirror.client.query('recipients', { folderId: inbox, from: 0 });
  expect([more, people]).toEqual([false, []]);
  const seen = (address: string, uid: number) => mirror.client.query('seenSender', { folders: [{ folderId: other }, { folderId: archive }], address, except: { folderId: other, uidValidity: 1, uid } });
  expect(await seen('ANN@example.org', 1)).toEqual({ seen: true });
  expect(await seen('bob@example.org', 1)).toEqual({ seen: false });
  await mirror.client.apply({ vanished: [{ folderId: other, uids: [2] }] });
  // The one in the other folder is a copy of it.
  expect(await seen('ann@example.org', 1)).toEqual({ seen: false });
});
