import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf, summaryRow } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Guest } from '../protocol/guest.ts';
import { encodeRows } from '../protocol/page-rows.ts';
import type { SummaryRow } from '../protocol/records.ts';

const account = accountId('one');
const archive = folderId(account, 'Archive');
const at = (id: FolderId, uidValidity: number, uid: number) => ({ folderId: id, uidValidity, uid });
const moving = (uid: number): Guest => ({ place: at(inbox, 1, uid), source: at(inbox, 1, uid) });
const checkpoint = (uidNext: number, uidValidity = 1) => ({ uidValidity, uidNext, highestModseq: '0', complete: true });

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({
    folders: [folderWrite(inbox), folderWrite(archive)],
    pages: [pageOf(inbox, [{ uid: 1, flags: FLAG.seen }, { uid: 2, keywords: ['tag'] }, { uid: 3 }]), pageOf(archive, [{ uid: 10, date: 0 }, { uid: 11, date: 5 }])],
    previews: [{ folderId: inbox, uid: 2, text: 'hello' }],
    bodies: [{ folderId: inbox, uidValidity: 1, uid: 2, content: new Uint8Array([1, 2, 3]) }],
    checkpoints: [{ folderId: inbox, checkpoint: checkpoint(4) }, { folderId: archive, checkpoint: checkpoint(12, 7) }],
  });
});
afterEach(() => mirror.close());

const move = (...uids: number[]) => mirror.client.apply({
  guests: { lists: [{ folderId: archive, guests: uids.map(moving) }] },
  marks: [{ folderId: inbox, uidValidity: 1, uids, add: FLAG.hidden, remove: 0 }],
});
const shown = async (id: FolderId, from = 0, count = 50) => {
  const { total, unread, rows, uidValidity } = await mirror.client.query('window', { folderId: id, from, count });
  return { total, unread, rows: rows.map(({ summary, at: place }) => (place ? `${place.uidValidity}:${place.uid}` : `${uidValidity}:${(summary as SummaryRow)[0]}`)) };
};
const same = (uid: number, of: number) => {
  const summary: SummaryRow = [...summaryRow({ uid: of })];
  summary[0] = uid;
  return { ...pageOf(archive, [{ uid, date: of }]), rows: new TextEncoder().encode(encodeRows([summary])) };
};

describe('a message on its way to another folder', () => {
  test('shows there at its place with all that is known of it, and counts there, in one batch', async () => {
    const changes = await move(1, 2);
    expect(changes.folders.map(({ folderId: id, total, unread }) => [id, total, unread]).sort()).toEqual([[archive, 4, 3], [inbox, 1, 1]]);
    expect(await shown(archive)).toEqual({ total: 4, unread: 3, rows: ['7:11', '1:2', '1:1', '7:10'] });
    expect(await shown(inbox)).toEqual({ total: 1, unread: 1, rows: ['1:3'] });
    const { rows } = await mirror.client.query('window', { folderId: archive, from: 1, count: 1 });
    expect(rows).toMatchObject([{ preview: 'hello', keywords: ['tag'], at: at(inbox, 1, 2) }]);
  });

  test('any stretch of the list is a stretch of the whole', async () => {
    await move(1, 2, 3);
    const { rows: all } = await shown(archive);
    for (let from = 0; from <= all.length; from++) for (let count = 0; count <= all.length; count++) expect((await shown(archive, from, count)).rows, `${from} ${count}`).toEqual(all.slice(from, from + count));
  });

  test('looks as its row does, whoever changes that', async () => {
    await move(2);
    const changes = await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[2, FLAG.seen | FLAG.hidden, []]] }] });
    expect(changes.folders.map(({ folderId: id, unread }) => [id, unread])).toContainEqual([archive, 2]);
  });

  test('turned back when its row has gone already, it is seen where it goes now', async () => {
    await move(2);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [2] }] });
    await mirror.client.apply({ guests: { lists: [{ folderId: archive, guests: [] }, { folderId: inbox, guests: [moving(2)] }] } });
    expect([(await shown(archive)).rows, (await shown(inbox)).rows]).toEqual([['7:11', '7:10'], ['1:3', '1:2', '1:1']]);
  });

  test('is there after a restart, and goes back when the list is taken away', async () => {
    await move(2);
    await mirror.restart();
    expect((await shown(archive)).rows).toEqual(['7:11', '1:2', '7:10']);
    await mirror.client.apply({ guests: { of: [account], lists: [] }, marks: [{ folderId: inbox, uidValidity: 1, uids: [2], add: 0, remove: FLAG.hidden }] });
    expect([await shown(archive), await shown(inbox)]).toEqual([{ total: 2, unread: 2, rows: ['7:11', '7:10'] }, { total: 3, unread: 2, rows: ['1:3', '1:2', '1:1'] }]);
  });

  test('a folder that is not here yet shows it, and counts it from its first batch on', async () => {
    const fresh = folderId(account, 'Fresh');
    await mirror.client.apply({ guests: { lists: [{ folderId: fresh, guests: [moving(2)] }] } });
    expect((await shown(fresh)).rows).toEqual(['1:2']);
    await mirror.client.apply({ folders: [folderWrite(fresh)] });
    expect(await shown(fresh)).toMatchObject({ total: 1, unread: 1 });
    await mirror.client.apply({ resetFolders: [{ folderId: fresh, uidValidity: 4 }] });
    expect(await shown(fresh)).toMatchObject({ total: 1, unread: 1 });
  });

  test('waits for its row where a new mirror does not have that yet', async () => {
    await mirror.client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 1 }], guests: { lists: [{ folderId: archive, guests: [moving(2)] }] } });
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 2, flags: FLAG.hidden }])] });
    expect((await shown(archive)).rows).toContain('1:2');
  });
});

test('its source removed under a name that it was given since, the list that showed it can still be read', async () => {
  const [other, third] = [folderId(account, 'Other'), folderId(account, 'Third')];
  await move(2);
  await mirror.client.apply({ movedFolders: [{ folderId: inbox, to: folderWrite(other) }] });
  const { folders } = await mirror.client.apply({ removeFolders: [other] });
  expect(folders.map(({ folderId: id, total }) => [id, total])).toEqual([[archive, 2]]);
  expect(await shown(archive)).toEqual({ total: 2, unread: 2, rows: ['7:11', '7:10'] });
  await mirror.client.apply({ folders: [folderWrite(third)], pages: [pageOf(third, [{ uid: 1 }])], guests: { lists: [{ folderId: archive, guests: [{ place: at(third, 0, 1), source: at(third, 0, 1) }] }] } });
  expect((await shown(archive)).total).toBe(3);
  // It gives way to one that is called so now.
  await mirror.client.apply({ folders: [folderWrite(inbox)] });
  await mirror.client.apply({ movedFolders: [{ folderId: inbox, to: folderWrite(third) }] });
  expect((await shown(archive)).rows).toEqual(['7:11', '7:10']);
});

describe('arrival', () => {
  const arrival = { from: { folderId: inbox, uidValidity: 1 }, to: { folderId: archive, uidValidity: 7 }, source: [1, 2], destination: [13, 12] };

  test('the row goes on under its new UID, with preview, keywords and text', async () => {
    await move(1, 2);
    const changes = await mirror.client.apply({ arrivals: [arrival], guests: { lists: [{ folderId: archive, guests: [] }] }, vanished: [{ folderId: inbox, uids: [1, 2] }] });
    expect(changes.folders.map(({ total, unread }) => [total, unread]).sort()).toEqual([[1, 1], [4, 3]]);
    expect((await shown(archive)).rows).toEqual(['7:11', '7:12', '7:13', '7:10']);
    expect((await mirror.client.query('rows', { folderId: archive, uids: [12] })).rows).toMatchObject([{ preview: 'hello', keywords: ['tag'], flags: FLAG.keywords }]);
    expect([...(await mirror.client.query('body', { folderId: archive, uid: 12 }))!.content]).toEqual([1, 2, 3]);
    expect(await shown(inbox)).toEqual({ total: 1, unread: 1, rows: ['1:3'] });
  });

  test('again does nothing; nor where a sync has been there since, or under another UIDVALIDITY', async () => {
    await mirror.client.apply({ arrivals: [arrival, arrival] });
    expect((await shown(archive)).total).toBe(4);
    await mirror.client.apply({ vanished: [{ folderId: archive, uids: [12, 13] }], checkpoints: [{ folderId: archive, checkpoint: checkpoint(14, 7) }] });
    await mirror.client.apply({ arrivals: [arrival] });
    await mirror.client.apply({ arrivals: [{ ...arrival, to: { folderId: archive, uidValidity: 8 }, destination: [20, 21] }] });
    expect((await shown(archive)).total).toBe(2);
  });

  test('the true row takes the place of the one on its way; an older copy does not', async () => {
    await mirror.client.apply({ pages: [same(9, 2)] });
    await move(2);
    expect((await shown(archive)).total).toBe(4);
    await mirror.client.apply({ pages: [same(12, 2)] });
    expect(await shown(archive)).toEqual({ total: 4, unread: 4, rows: ['7:11', '7:12', '7:9', '7:10'] });
  });

  test('what has gone from where it was, and not come yet, stays on show', async () => {
    await move(2);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [2] }] });
    expect((await shown(archive)).rows).toEqual(['7:11', '1:2', '7:10']);
    await mirror.restart();
    expect((await mirror.client.query('rows', { folderId: inbox, uids: [2] })).rows).toMatchObject([{ preview: 'hello' }]);
    await mirror.client.apply({ arrivals: [{ ...arrival, source: [2], destination: [12] }], guests: { lists: [{ folderId: archive, guests: [] }] } });
    expect((await shown(archive)).rows).toEqual(['7:11', '7:12', '7:10']);
  });

  test('a copy has flags of its own', async () => {
    const copy: Guest = { place: at(archive, 0, 99), source: at(inbox, 1, 2), mask: { add: FLAG.seen, remove: 0, addKeywords: ['mine'], removeKeywords: ['tag'] } };
    await mirror.client.apply({ guests: { lists: [{ folderId: archive, guests: [copy] }] } });
    expect(await shown(archive)).toEqual({ total: 3, unread: 2, rows: ['7:11', '0:99', '7:10'] });
    expect((await shown(inbox)).total).toBe(3);
    await mirror.client.apply({ arrivals: [{ ...arrival, source: [2], destination: [12], mask: copy.mask! }], guests: { lists: [{ folderId: archive, guests: [] }] } });
    expect((await mirror.client.query('rows', { folderId: archive, uids: [12] })).rows).toMatchObject([{ keywords: ['mine'], flags: FLAG.seen | FLAG.keywords }]);
    expect((await shown(inbox)).unread).toBe(2);
  });
});
