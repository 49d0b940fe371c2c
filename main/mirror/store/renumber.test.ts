/** A folder that was renumbered: what was known again keeps its name, text, preview and place, under its new UID. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailPage } from '../../../test/support/conversation-records.ts';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf, summaryRow } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { identityOf } from '../protocol/identity.ts';
import type { Batch, Renumbering } from '../protocol/batch.ts';
import type { SummaryRow } from '../protocol/records.ts';

const archive = folderId(accountId('one'), 'Archive');
let mirror: MemoryMirror;
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const bytes32 = (list: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(list).buffer);
const checkpoint = (uidValidity: number) => ({ folderId: inbox, checkpoint: { uidValidity, uidNext: 1000, highestModseq: '0', complete: true } });

/** Pairs of an old UID and the one of now; `flags` by new UID. */
function renumbering(from: number, uidValidity: number, pairs: readonly (readonly [number, number])[], flags: Record<number, number> = {}, keywords: Record<number, string[]> = {}): Renumbering {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  return {
    folderId: inbox, from, uidValidity, uids: bytes32(sorted.map(([uid]) => uid)), now: bytes32(sorted.map(([, now]) => now)),
    flags: new Uint8Array(Uint16Array.from(sorted, ([, now]) => flags[now] ?? 0).buffer), keywords,
  };
}
const shown = async () => (await mirror.client.query('window', { folderId: inbox, from: 0, count: 100 })).rows.map((row) => ({ uid: (row.summary as SummaryRow)[0], subject: (row.summary as SummaryRow)[3], name: row.name, preview: row.preview }));
const textOf = async (uid: number, uidValidity?: number) => (await mirror.client.query('body', { folderId: inbox, uid, ...(uidValidity === undefined ? {} : { uidValidity }) }))?.content ?? null;

beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 2000 });
  // Two pages, so that rows may change places across them.
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, range(1, 100).map((uid) => ({ uid }))), pageOf(inbox, range(101, 180).map((uid) => ({ uid })))], checkpoints: [checkpoint(7)] });
  await mirror.client.apply({
    previews: [{ folderId: inbox, uid: 5, text: 'first words of 5' }, { folderId: inbox, uid: 179, text: 'of 179' }],
    bodies: [5, 150, 179].map((uid) => ({ folderId: inbox, uidValidity: 7, uid, content: Uint8Array.of(uid) })),
  });
});
afterEach(() => mirror.close());

test('rows, names, texts and previews go along, the rest goes; after a restart too', async () => {
  // 5 and 150 change places in the numbering, 179 is not known again, 6 has got a flag.
  const changes = await mirror.client.apply({
    renumbered: [renumbering(7, 8, [[5, 300], [150, 40], [6, 5]], { 5: FLAG.seen, 40: FLAG.keywords }, { 40: ['$work'] })],
    checkpoints: [checkpoint(8)],
  });
  expect(changes.folders).toEqual([{ folderId: inbox, added: 0, changed: null, vanished: 177, total: 3, unread: 2 }]);
  for (let round = 0; round < 2; round++) {
    expect(await shown()).toEqual([
      { uid: 40, subject: 'message 150', name: { uidValidity: 7, uid: 150 }, preview: null },
      { uid: 5, subject: 'message 6', name: { uidValidity: 7, uid: 6 }, preview: null },
      { uid: 300, subject: 'message 5', name: { uidValidity: 7, uid: 5 }, preview: 'first words of 5' },
    ]);
    expect(await mirror.client.query('present', { folderId: inbox, names: [{ uidValidity: 7, uid: 5 }, { uidValidity: 8, uid: 5 }, { uidValidity: 7, uid: 179 }, { uidValidity: 8, uid: 6 }] })).toEqual({ uidValidity: 8, uids: [300, 5, 0, 0] });
    expect([await textOf(300), await textOf(40), await textOf(5), await textOf(5, 7), await textOf(5, 8)]).toEqual([Uint8Array.of(5), Uint8Array.of(150), null, Uint8Array.of(5), null]);
    const { rows } = await mirror.client.query('rows', { folderId: inbox, uids: [40, 5] });
    expect(rows.map(({ flags, keywords }) => [flags, keywords])).toEqual([[FLAG.keywords, ['$work']], [FLAG.seen, []]]);
    await mirror.restart();
  }
});

test('twice renumbered, a message is still called what it was called first; what came in between by its own', async () => {
  await mirror.client.apply({ renumbered: [renumbering(7, 8, [[1, 11], [2, 12]])], checkpoints: [checkpoint(8)] });
  await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 13 }, { uid: 14 }])] });
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [12] }], flags: [{ folderId: inbox, changes: [[11, FLAG.flagged, []]] }] });
  await mirror.client.apply({ renumbered: [renumbering(8, 9, [[11, 1], [13, 2]])], checkpoints: [checkpoint(9)] });
  expect((await shown()).map(({ uid, name }) => [uid, name])).toEqual([[2, { uidValidity: 8, uid: 13 }], [1, { uidValidity: 7, uid: 1 }]]);
  // What is numbered as at first is called so.
  await mirror.client.apply({ renumbered: [renumbering(9, 7, [[1, 1], [2, 5]])], checkpoints: [checkpoint(7)] });
  expect((await shown()).map(({ uid, name }) => [uid, name])).toEqual([[5, { uidValidity: 8, uid: 13 }], [1, undefined]]);
});

test('what is not of this folder as it is now changes nothing, what is malformed is refused', async () => {
  const before = await shown();
  await mirror.client.apply({ renumbered: [renumbering(6, 8, [[5, 6]])] });
  expect(await shown()).toEqual(before);
  for (const wrong of [renumbering(7, 8, [[5, 6], [6, 6]]), { ...renumbering(7, 8, [[5, 6]]), flags: new Uint8Array(6) }, { ...renumbering(7, 8, []), uids: bytes32([6, 5]), now: bytes32([1, 2]), flags: new Uint8Array(4) }]) {
    await expect(mirror.client.apply({ renumbered: [wrong] })).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
  }
  expect(await shown()).toEqual(before);
});

test('conversations stay: an answer and what it answers, renumbered or new', async () => {
  const answer = (uid: number): SummaryRow => Object.assign(summaryRow({ uid }), { 8: '<5@example.org>', 9: ['<5@example.org>'] }) as SummaryRow;
  const page = (uid: number) => ({ ...pageOf(inbox, [{ uid }]), rows: new TextEncoder().encode(JSON.stringify([[answer(uid)[4], [[uid, uid, 1000, 'Re', 0, [], [], `<${uid}@example.org>`, 0, ['<5@example.org>'], 0, null, null]]]])) });
  await mirror.client.apply({ pages: [page(181)] });
  const thread = async (uid: number) => (await mirror.client.query('thread', { folderId: inbox, uid, from: 0, count: 10 })).rows.map((row) => row.uid);
  expect(await thread(181)).toEqual([5, 181]);
  await mirror.client.apply({ renumbered: [renumbering(7, 8, [[5, 400], [6, 5], [181, 2]])], checkpoints: [checkpoint(8)], pages: [page(500)] });
  for (let round = 0; round < 2; round++) {
    expect(await thread(2)).toEqual([400, 2, 500]);
    expect(await thread(5)).toEqual([5]);
    await mirror.restart();
  }
});

test('identities come in portions and are those of the rows', async () => {
  await mirror.client.apply({ renumbered: [renumbering(7, 8, range(1, 180).map((uid) => [uid, uid + 1000] as const))], checkpoints: [checkpoint(8)] });
  const found = new Map<number, string>();
  for (let from = 0, pages = 1; from < pages; from++) {
    const answer = await mirror.client.query('identities', { folderId: inbox, from, count: 1 });
    pages = answer.pages;
    const [uids, keys] = [new Uint32Array(new Uint8Array(answer.uids).buffer), new Uint32Array(new Uint8Array(answer.keys).buffer)];
    for (const [i, uid] of uids.entries()) found.set(uid, `${keys[i * 2]} ${keys[i * 2 + 1]}`);
  }
  const key = new Uint32Array(2);
  identityOf(summaryRow({ uid: 150 }), key, 0);
  expect(found.size).toBe(180);
  expect(found.get(1150)).toBe(`${key[0]} ${key[1]}`);
});

test('a conversation names who wrote it, not who has now the number that it came with', async () => {
  const page = mailPage(archive, [{ uid: 1, from: 'ann@example.org', id: 'a@x' }, { uid: 2, from: 'bert@example.org', id: 'b@x' }, { uid: 3, from: 'cleo@example.org', id: 'c@x' }]);
  await mirror.client.apply({ folders: [folderWrite(archive)], pages: [page], checkpoints: [{ folderId: archive, checkpoint: { uidValidity: 7, uidNext: 4, highestModseq: '0', complete: true } }] });
  await mirror.client.apply({ renumbered: [{ ...renumbering(7, 8, [[1, 2], [2, 1], [3, 9]]), folderId: archive }] });
  for (let round = 0; round < 2; round++) {
    const { threads } = await mirror.client.query('threads', { folderId: archive, from: 0, count: 10 });
    expect(threads.map(({ people }) => people.map(([, address]) => address))).toEqual([['cleo@example.org'], ['bert@example.org'], ['ann@example.org']]);
    await mirror.restart();
  }
});

test('what goes on to another folder in the same transaction does not take along the first words of what had its UID before', async () => {
  const arrival = (uidValidity: number, uid: number, there: number) => ({ from: { folderId: inbox, uidValidity }, to: { folderId: archive, uidValidity: 3 }, source: [uid], destination: [there] });
  const previews = async () => (await mirror.client.query('window', { folderId: archive, from: 0, count: 9 })).rows.map((row) => [(row.summary as SummaryRow)[3], row.preview]);
  await mirror.client.apply({ folders: [folderWrite(archive)], checkpoints: [{ folderId: archive, checkpoint: { ...checkpoint(3).checkpoint, uidNext: 1 } }] });
  // What comes while another is under way shares the next one.
  const together = (...batches: Batch[]) => Promise.all([{}, ...batches].map((batch) => mirror.client.apply(batch)));
  await together({ renumbered: [renumbering(7, 8, [[6, 5], [5, 6]])] }, { arrivals: [arrival(8, 5, 1), arrival(8, 6, 2)] });
  expect(await previews()).toEqual([['message 6', null], ['message 5', null]]);
  await together({ resetFolders: [{ folderId: inbox, uidValidity: 9 }], pages: [pageOf(inbox, [{ uid: 6, subject: 'another' }])] }, { arrivals: [arrival(9, 6, 3)] });
  expect((await previews()).find(([subject]) => subject === 'another')).toEqual(['another', null]);
});
