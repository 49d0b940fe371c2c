/** Messages on their way, in lists of conversations: as they will stand there once they have arrived. */
import { expect, test } from 'vitest';
import { mailPage } from '../../../test/support/conversation-records.ts';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { NO_FILTER, type Filter, type Sort } from '../../../shared/model/view.ts';
import type { Guest } from '../protocol/guest.ts';
import type { SummaryRow } from '../protocol/records.ts';

const [inbox, archive, fresh] = ['INBOX', 'Archive', 'New'].map((path) => folderId(accountId('one'), path)) as [FolderId, FolderId, FolderId];
const NAMES = ['Ann', 'bert', 'Äda', 'Cleo', 'Zoë'];
const NEWEST: Sort = { by: 'date', descending: true };
const at = (id: FolderId, uidValidity: number, uid: number) => ({ folderId: id, uidValidity, uid });
const checkpoint = (uidValidity: number, uidNext: number) => ({ uidValidity, uidNext, highestModseq: '0', complete: true });
const moving = (uid: number): Guest => ({ place: at(inbox, 1, uid), source: at(inbox, 1, uid) });

interface Asked { folders: FolderId[]; sort?: Sort; filter?: Partial<Filter>; only?: 'unread' | 'flagged' }

/** All that a list says, whatever its messages are called. */
async function listed({ client }: MirrorOf, { folders, sort = NEWEST, filter = {}, only }: Asked) {
  const question = { folders: folders.map((id) => ({ folderId: id })), sort, filter: { ...NO_FILTER, ...filter }, ...(only ? { only } : {}) };
  while (!(await client.query('prepareList', question)).complete);
  const { total, matching, unread, threads } = await client.query('threadList', { ...question, from: 0, count: 1000 });
  for (const { uids, beside = [], count } of threads) expect(uids.length + beside.length).toBe(count);
  return { total, matching, unread, threads: threads.map(({ newest: { summary, flags }, count, unread: ofIt, total: all, flagged, attached, people }) => ({ newest: (summary as SummaryRow)[7], flags, count, unread: ofIt, all, flagged, attached, people })) };
}

type MirrorOf = Pick<MemoryMirror, 'client'>;

test.each([1, 2, 3])('as after their arrival, in any order and through any filter, seed %i', { timeout: 60_000 }, async (seed) => {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (p: number): boolean => random() < p;
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  let serial = 0;
  const mails = (count: number) => Array.from({ length: count }, (_, i) => ({
    uid: i + 1, id: `m${serial++}@x`, date: 1000 + ((serial * 7919) % 5000), references: [`talk-${below(12)}@x`], subject: `talk ${below(4)}`, from: `${NAMES[i % 5]!}@example.org`,
    flags: (chance(0.6) ? FLAG.seen : 0) | (chance(0.2) ? FLAG.flagged : 0), attached: chance(0.3),
  }));
  await client.apply({ folders: [folderWrite(inbox), folderWrite(archive)], pages: [mailPage(inbox, mails(40)), mailPage(archive, mails(25))], checkpoints: [{ folderId: inbox, checkpoint: checkpoint(1, 41) }, { folderId: archive, checkpoint: checkpoint(7, 26) }] });
  const moved = Array.from({ length: 40 }, (_, i) => i + 1).filter(() => chance(0.3));
  await client.apply({ guests: { lists: [{ folderId: archive, guests: moved.map(moving) }] }, marks: [{ folderId: inbox, uidValidity: 1, uids: moved, add: FLAG.hidden, remove: 0 }] });

  const questions: Asked[] = [];
  for (const folders of [[archive], [inbox], [inbox, archive]]) {
    for (const by of ['date', 'unread', 'flagged', 'from'] as const) for (const descending of [true, false]) questions.push({ folders, sort: { by, descending } });
    for (const filter of [{ unread: true }, { flagged: true }, { attachments: true }]) questions.push({ folders, filter });
    for (const only of ['unread', 'flagged'] as const) questions.push({ folders, only });
  }
  const before = [];
  for (const question of questions) before.push(await listed(mirror, question));
  const plain = await client.query('threads', { folderId: archive, from: 0, count: 1000 });
  const early = plain.threads.map(({ newest, count }) => [(newest.summary as SummaryRow)[7], count]);

  await client.apply({
    arrivals: [{ from: { folderId: inbox, uidValidity: 1 }, to: { folderId: archive, uidValidity: 7 }, source: moved, destination: moved.map((_, i) => 26 + i) }],
    guests: { lists: [{ folderId: archive, guests: [] }] }, vanished: [{ folderId: inbox, uids: moved }],
  });
  for (const [i, question] of questions.entries()) expect(before[i], JSON.stringify(question)).toEqual(await listed(mirror, question));
  const { threads } = await client.query('threads', { folderId: archive, from: 0, count: 1000 });
  expect(early).toEqual(threads.map(({ newest, count }) => [(newest.summary as SummaryRow)[7], count]));
  await mirror.close();
});

test('each is called by the place that it leaves, and its conversation acts on it by that', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  await client.apply({
    folders: [folderWrite(inbox), folderWrite(archive)], checkpoints: [{ folderId: inbox, checkpoint: checkpoint(1, 4) }, { folderId: archive, checkpoint: checkpoint(7, 11) }],
    pages: [mailPage(inbox, [{ uid: 1, references: ['talk@x'] }, { uid: 2, references: ['talk@x'] }, { uid: 3 }]), mailPage(archive, [{ uid: 10, references: ['talk@x'] }])],
  });
  await client.apply({ guests: { lists: [{ folderId: archive, guests: [moving(2), moving(3)] }] }, marks: [{ folderId: inbox, uidValidity: 1, uids: [2, 3], add: FLAG.hidden, remove: 0 }] });
  const ask = async (id: FolderId) => (await client.query('threads', { folderId: id, from: 0, count: 10 })).threads.map(({ newest, uids, beside, count }) => ({ at: newest.at?.uid, uids, beside: beside?.map(({ uid, folderId: of }) => [uid, of]), count }));
  expect(await ask(archive)).toEqual([
    { at: undefined, uids: [10], beside: [[2, inbox]], count: 2 },
    { at: 3, uids: [], beside: [[3, inbox]], count: 1 },
  ]);
  expect(await ask(inbox)).toEqual([{ at: undefined, uids: [1], beside: undefined, count: 1 }]);
  // A copy is one message more here, and stays where it is.
  await client.apply({ guests: { lists: [{ folderId: archive, guests: [{ place: at(archive, 0, 99), source: at(inbox, 1, 1) }] }] }, marks: [{ folderId: inbox, uidValidity: 1, uids: [2, 3], add: 0, remove: FLAG.hidden }] });
  expect(await ask(archive)).toEqual([{ at: undefined, uids: [10], beside: [[99, archive]], count: 2 }]);
  expect((await ask(inbox)).map(({ count }) => count)).toEqual([1, 2]);
  await mirror.close();
});

test('a folder that is yet to be made has the conversations of those on their way to it', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  await client.apply({ folders: [folderWrite(inbox)], checkpoints: [{ folderId: inbox, checkpoint: checkpoint(1, 4) }], pages: [mailPage(inbox, [{ uid: 1, references: ['talk@x'] }, { uid: 2, references: ['talk@x'], flags: FLAG.seen }, { uid: 3, flags: FLAG.seen }])] });
  await expect(client.query('threads', { folderId: fresh, from: 0, count: 10 })).rejects.toMatchObject({ failure: { code: 'not-found' } });
  await client.apply({ guests: { lists: [{ folderId: fresh, guests: [1, 2, 3].map(moving) }] }, marks: [{ folderId: inbox, uidValidity: 1, uids: [1, 2, 3], add: FLAG.hidden, remove: 0 }] });
  const { total, unread, threads } = await client.query('threads', { folderId: fresh, from: 0, count: 10 });
  expect({ total, unread, counts: threads.map(({ count }) => count) }).toEqual({ total: 2, unread: 1, counts: [1, 2] });
  expect((await listed(mirror, { folders: [fresh], filter: { unread: true } })).threads.map(({ count }) => count)).toEqual([2]);
  await mirror.close();
});

test('what has gone from where it was, and not come yet, stands by itself until it has', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  await client.apply({ folders: [folderWrite(inbox), folderWrite(archive)], checkpoints: [{ folderId: inbox, checkpoint: checkpoint(1, 3) }, { folderId: archive, checkpoint: checkpoint(7, 11) }], pages: [mailPage(inbox, [{ uid: 1, from: 'bert@example.org', flags: FLAG.flagged }]), mailPage(archive, [{ uid: 10, date: 1 }])] });
  await client.apply({ guests: { lists: [{ folderId: archive, guests: [moving(1)] }] }, marks: [{ folderId: inbox, uidValidity: 1, uids: [1], add: FLAG.hidden, remove: 0 }] });
  await client.apply({ vanished: [{ folderId: inbox, uids: [1] }] });
  const { threads } = await client.query('threads', { folderId: archive, from: 0, count: 10 });
  expect(threads.map(({ newest: { at: place }, count, unread, flagged, people }) => ({ at: place?.uid, count, unread, flagged, people }))).toEqual([
    { at: 1, count: 1, unread: 1, flagged: true, people: [['', 'bert@example.org', 1]] },
    { at: undefined, count: 1, unread: 1, flagged: false, people: [['', 'ann@example.org', 1]] },
  ]);
  await mirror.close();
});
