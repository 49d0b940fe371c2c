/** Folders that were renamed: all they hold goes along, and nobody sees what they are called in the tables. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import type { SummaryRow } from '../protocol/records.ts';

let mirror: MemoryMirror;
const named = (path: string): FolderId => folderId(accountId('one'), path);
const [work, job] = [named('Work'), named('Job')];
const ids = async (): Promise<FolderId[]> => (await mirror.client.query('folders', {})).map(({ id }) => id).sort();
const subjects = async (id: FolderId): Promise<string[]> => (await mirror.client.query('window', { folderId: id, from: 0, count: 10 })).rows.map((row) => (row.summary as SummaryRow)[3]);
const text = async (id: FolderId, uid: number) => (await mirror.client.query('body', { folderId: id, uid }))?.folderId ?? null;

beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 2000 });
  await mirror.client.apply({
    folders: [folderWrite(inbox), folderWrite(work)],
    pages: [pageOf(work, [{ uid: 1, subject: 'one' }, { uid: 2, subject: 'two' }])],
    previews: [{ folderId: work, uid: 2, text: 'words' }],
    bodies: [{ folderId: work, uidValidity: 0, uid: 2, content: Uint8Array.of(1, 2) }],
    checkpoints: [{ folderId: work, checkpoint: { uidValidity: 7, uidNext: 3, highestModseq: '9', complete: true } }],
  });
});
afterEach(() => mirror.close());

test('a renamed folder has its rows, texts, counts and checkpoint; a new one of the old name has its own', async () => {
  const changes = await mirror.client.apply({ movedFolders: [{ folderId: work, to: folderWrite(job) }] });
  expect(changes).toEqual({ folderList: true, folders: [] });
  expect(await subjects(job)).toEqual(['two', 'one']);
  expect((await mirror.client.apply({ folders: [folderWrite(work)], pages: [pageOf(work, [{ uid: 1, subject: 'other' }]), pageOf(job, [{ uid: 3, subject: 'three' }])] })).folders.map((one) => [one.folderId, one.added]).sort()).toEqual([[job, 1], [work, 1]]);
  for (let round = 0; round < 2; round++) {
    expect(await ids()).toEqual([inbox, job, work]);
    expect([await subjects(job), await subjects(work)]).toEqual([['three', 'two', 'one'], ['other']]);
    expect((await mirror.client.query('folders', {})).find(({ id }) => id === job)).toMatchObject({ path: 'Job', wireName: 'Job', total: 3, checkpoint: { uidValidity: 7, highestModseq: '9' } });
    expect([await text(job, 2), await text(work, 1)]).toEqual([job, null]);
    expect((await mirror.client.query('rows', { folderId: job, uids: [2] })).rows[0]).toMatchObject({ preview: 'words' });
    expect((await mirror.client.query('thread', { folderId: job, uid: 3, from: 0, count: 5 })).rows[0]).toMatchObject({ folderId: job, uid: 3 });
    await mirror.restart();
  }
});

test('names exchanged, given back, deleted', async () => {
  await mirror.client.apply({ movedFolders: [{ folderId: work, to: folderWrite(job) }], folders: [folderWrite(work)] });
  await mirror.client.apply({ pages: [pageOf(work, [{ uid: 1, subject: 'new' }])] });
  const third = named('Third');
  await mirror.client.apply({ movedFolders: [{ folderId: work, to: folderWrite(third) }, { folderId: job, to: folderWrite(work) }, { folderId: third, to: folderWrite(job) }] });
  expect([await subjects(work), await subjects(job)]).toEqual([['two', 'one'], ['new']]);
  await mirror.client.apply({ vanished: [{ folderId: work, uids: [1] }], flags: [{ folderId: job, changes: [[1, 1, []]] }] });
  await mirror.restart();
  expect([await subjects(work), await subjects(job)]).toEqual([['two'], ['new']]);
  await mirror.client.apply({ removeFolders: [work] });
  expect(await ids()).toEqual([inbox, job]);
  await mirror.client.apply({ folders: [folderWrite(work)] });
  expect([await subjects(work), await subjects(job)]).toEqual([[], ['new']]);
  await mirror.client.apply({ removeAccounts: [accountId('one')] });
  expect(await ids()).toEqual([]);
});

test('a rename to where something is takes its place; of what is not known it is nothing', async () => {
  await mirror.client.apply({ folders: [folderWrite(job)], pages: [pageOf(job, [{ uid: 5, subject: 'seen before' }])] });
  await mirror.client.apply({ movedFolders: [{ folderId: work, to: folderWrite(job) }, { folderId: named('Nowhere'), to: folderWrite(named('Else')) }] });
  expect([await ids(), await subjects(job)]).toEqual([[inbox, job], ['two', 'one']]);
  await mirror.restart();
  expect(await subjects(job)).toEqual(['two', 'one']);
});

test('whoever still asks under the name before is answered, until another has it', async () => {
  await mirror.client.apply({ movedFolders: [{ folderId: work, to: folderWrite(job) }] });
  expect(await subjects(work)).toEqual(['two', 'one']);
  await mirror.client.apply({ folders: [folderWrite(work)] });
  expect(await subjects(work)).toEqual([]);
});
