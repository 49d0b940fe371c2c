/** Messages that lie in no folder but the one that presents all, against a model that looks for every one of them everywhere. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mailPage, type TestMail } from '../../../test/support/conversation-records.ts';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { NEWEST_FIRST, NO_FILTER, SORT_KEYS } from '../../../shared/model/view.ts';
import type { ListQuestion, ListWindowQuestion } from '../protocol/list.ts';
import type { SummaryRow } from '../protocol/records.ts';

const own = (path: string): FolderId => folderId(accountId('one'), path);
const [inbox, work, trash, all, starred] = ['INBOX', 'Work', 'Trash', 'All', 'Starred'].map(own) as [FolderId, FolderId, FolderId, FolderId, FolderId];
const other = folderId(accountId('two'), 'INBOX');
const FOLDERS = [inbox, work, trash, all, starred, other];
const ROLES: Readonly<Record<FolderId, FolderRole>> = { [trash]: 'trash', [all]: 'all', [starred]: 'flagged' };
/** As the views across accounts have them. */
const VIEW: ListQuestion['folders'] = [{ folderId: inbox }, { folderId: work }, { folderId: all, lone: true }, { folderId: other }];
const checkpoint = { uidValidity: 1, uidNext: 1_000, highestModseq: '0', complete: true };

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({
    folders: FOLDERS.map((id) => folderWrite(id, { role: ROLES[id] ?? 'none' })),
    checkpoints: FOLDERS.map((id) => ({ folderId: id, checkpoint })),
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await mirror.close();
});

const add = (folder: FolderId, ...mails: TestMail[]) => mirror.client.apply({ pages: [mailPage(folder, mails)] });
/** Of so many rows that the next do not join them. */
async function addPages(folder: FolderId, pages: number): Promise<void> {
  for (let page = 0; page < pages; page++) await add(folder, ...Array.from({ length: 64 }, (_, i) => 1 + page * 64 + i).map((uid) => ({ uid, id: `m${uid}@x`, date: uid, flags: FLAG.seen })));
}
const prepared = async (question: ListQuestion): Promise<void> => {
  while (!(await mirror.client.query('prepareList', question)).complete);
};
const question = (only: 'unread' | 'flagged', more: Partial<ListWindowQuestion> = {}): ListWindowQuestion => ({ folders: VIEW, only, sort: NEWEST_FIRST, filter: NO_FILTER, from: 0, count: 1_000, ...more });
const nameOf = ({ summary, at }: { summary: unknown; at?: { uid: number } }, id: FolderId): string => `${at ? 'guest ' : ''}${at?.uid ?? (summary as SummaryRow)[0]}@${id}`;
async function listed(only: 'unread' | 'flagged', more: Partial<ListWindowQuestion> = {}) {
  const asked = question(only, more);
  await prepared(asked);
  const { rows, ...answer } = await mirror.client.query('list', asked);
  return { ...answer, names: rows.map((row) => nameOf(row, row.folderId)) };
}
async function talks(only: 'unread' | 'flagged', more: Partial<ListWindowQuestion> = {}) {
  const asked = question(only, more);
  await prepared(asked);
  const { threads, ...answer } = await mirror.client.query('threadList', asked);
  return { ...answer, threads, names: threads.map(({ newest, folderId: id }) => nameOf(newest, id)) };
}
async function counts() {
  let answer = await mirror.client.query('loneCounts', { folderId: all });
  while (!answer.complete) answer = await mirror.client.query('loneCounts', { folderId: all });
  return [answer.unread, answer.flagged];
}
const loneUids = async (only: 'unread' | 'flagged'): Promise<number[]> => [...new Uint32Array(new Uint8Array((await mirror.client.query('loneUids', { folderId: all, only })).uids).buffer)];
const mark = (folder: FolderId, uids: number[], addFlags: number, remove = 0) => mirror.client.apply({ marks: [{ folderId: folder, uidValidity: 1, uids, add: addFlags, remove }] });

interface Row extends Required<Pick<TestMail, 'uid' | 'flags' | 'date' | 'id' | 'subject' | 'from'>> { folder: FolderId }

describe.each([1, 2, 3, 4, 5, 6])('random life of an account that has such a folder, and one that has none, seed %i', (seed) => {
  test('lists, numbers and what is marked as read are those of the model', { timeout: 60_000 }, async () => {
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const chance = (p: number): boolean => random() < p;
    const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
    const rows: Row[] = [];
    const next = new Map<FolderId, number>();
    const flags = (): number => (chance(0.5) ? FLAG.seen : 0) | (chance(0.4) ? FLAG.flagged : 0) | (chance(0.1) ? FLAG.hidden : 0);
    // Few of each on purpose: the same Message-ID on other days, the same words by others.
    const message = (): Pick<Row, 'id' | 'date' | 'subject' | 'from'> => ({ id: chance(0.3) ? '' : `m${below(40)}@x`, date: 1000 + below(8), subject: pick(['', 'tide', 'Re: tide', 'ebb']), from: pick(['ann@x', 'Ann@X', 'bob@x', '']) });
    const identity = ({ id, from, subject, date }: Row): string => JSON.stringify([id || [from.toLowerCase(), subject.replace('Re: ', '')], date]);
    const isIn = (only: 'unread' | 'flagged') => ({ flags: bits }: Row): boolean => !(bits & FLAG.hidden) && (only === 'unread' ? !(bits & FLAG.seen) : (bits & FLAG.flagged) !== 0);
    const isUnread = isIn('unread');
    for (let step = 0; step < 40; step++) {
      const fresh = new Map<FolderId, Row[]>();
      for (let n = below(chance(0.2) ? 90 : 6); n > 0; n--) {
        const mail = message();
        for (const folder of chance(0.3) ? [all] : FOLDERS.filter((id) => chance(id === all ? 0.9 : 0.25))) {
          const uid = (next.get(folder) ?? 0) + 1;
          next.set(folder, uid);
          fresh.set(folder, [...(fresh.get(folder) ?? []), { ...mail, folder, uid, flags: flags() }]);
        }
      }
      for (const [folder, some] of fresh) await add(folder, ...some);
      rows.push(...[...fresh.values()].flat());
      const folder = pick(FOLDERS);
      const changed = rows.filter((row) => row.folder === folder && chance(0.1));
      for (const row of changed) row.flags = flags();
      const gone = chance(0.4) ? rows.filter((row) => row.folder === folder && !changed.includes(row) && chance(0.1)) : [];
      for (const row of gone) rows.splice(rows.indexOf(row), 1);
      await mirror.client.apply({ flags: [{ folderId: folder, changes: changed.map((row) => [row.uid, row.flags, []]) }], vanished: [{ folderId: folder, uids: gone.map(({ uid }) => uid) }] });
      if (chance(0.1)) await mirror.restart();
      // What is known for conversations is used where it is there.
      if (chance(0.2)) await mirror.client.query('threads', { folderId: inbox, from: 0, count: 1 });

      const elsewhere = new Set(rows.filter((row) => [inbox, work, trash].includes(row.folder)).map(identity));
      const isAlone = (row: Row): boolean => row.folder === all && !elsewhere.has(identity(row));
      const only = pick(['unread', 'flagged'] as const);
      const view = rows.filter((row) => isIn(only)(row) && ([inbox, work, other].includes(row.folder) || isAlone(row)));
      const name = ({ uid, folder: id }: Row): string => `${uid}@${id}`;
      const filter = { ...NO_FILTER, unread: chance(0.2), flagged: chance(0.2) };
      const passing = view.filter((row) => (!filter.unread || isUnread(row)) && (!filter.flagged || isIn('flagged')(row)));
      const answer = await listed(only, { filter, sort: { by: pick(SORT_KEYS), descending: chance(0.5) } });
      expect(answer.names.toSorted()).toEqual(passing.map(name).sort());
      expect([answer.complete, answer.matching, answer.total, answer.unread]).toEqual([true, passing.length, view.length, view.filter(isUnread).length]);
      const alone = rows.filter(isAlone);
      expect(await counts()).toEqual([alone.filter(isUnread).length, alone.filter(isIn('flagged')).length]);
      expect((await loneUids(only)).toSorted((a, b) => a - b)).toEqual(alone.filter(isIn(only)).map(({ uid }) => uid).sort((a, b) => a - b));
      const conversations = await talks(only);
      expect([conversations.complete, conversations.unread]).toEqual([true, view.filter(isUnread).length]);
      expect(conversations.names.every((one) => view.some((row) => name(row) === one))).toBe(true);
    }
  });
});

test('a copy that was read, one in Trash, and one that is hidden are copies; one that only \\Flagged shows is none', async () => {
  await add(all, ...[1, 2, 3, 4, 5].map((uid) => ({ uid, id: `m${uid}@x`, date: uid })));
  await add(inbox, { uid: 1, id: 'm1@x', date: 1, flags: FLAG.seen });
  await add(trash, { uid: 1, id: 'm2@x', date: 2 });
  await add(work, { uid: 1, id: 'm3@x', date: 3, flags: FLAG.hidden });
  await add(starred, { uid: 1, id: 'm4@x', date: 4 });
  expect((await listed('unread')).names).toEqual([`5@${all}`, `4@${all}`]);
  await mirror.client.apply({ vanished: [{ folderId: trash, uids: [1] }] });
  expect((await listed('unread')).names).toEqual([`5@${all}`, `4@${all}`, `2@${all}`]);
  expect((await listed('unread', { folders: [{ folderId: all }] })).names).toHaveLength(5);
});

test('rows stay where they are while they are kept, and no other row comes for that', async () => {
  await add(all, ...[1, 2, 3, 4].map((uid) => ({ uid, id: `m${uid}@x`, date: uid })));
  await add(inbox, { uid: 1, id: 'm4@x', date: 4, flags: FLAG.seen });
  const kept = [{ folderId: all, uids: [2, 4], flags: [0, 0] }];
  expect((await listed('unread', { kept })).names).toEqual([`3@${all}`, `2@${all}`, `1@${all}`]);
  await mark(all, [2, 4], FLAG.seen);
  expect((await listed('unread')).names).toEqual([`3@${all}`, `1@${all}`]);
  expect(await listed('unread', { kept })).toMatchObject({ names: [`3@${all}`, `2@${all}`, `1@${all}`], matching: 3, total: 2, unread: 2 });
  expect((await talks('unread', { kept })).names).toEqual([`3@${all}`, `2@${all}`, `1@${all}`]);
  expect(await loneUids('unread')).toEqual([1, 3]);
});

test('what is on its way is shown once: where it goes', async () => {
  await add(all, ...[1, 2, 3].map((uid) => ({ uid, id: `m${uid}@x`, date: uid })));
  await add(inbox, { uid: 1, id: 'm1@x', date: 1 }, { uid: 2, id: 'm2@x', date: 2 });
  expect((await listed('unread')).names).toEqual([`3@${all}`, `2@${inbox}`, `1@${inbox}`]);
  const to = (uid: number) => ({ place: { folderId: inbox, uidValidity: 1, uid }, source: { folderId: inbox, uidValidity: 1, uid } });
  const copy = { place: { folderId: work, uidValidity: 0, uid: 7 }, source: { folderId: all, uidValidity: 1, uid: 3 } };
  await mirror.client.apply({ guests: { lists: [{ folderId: work, guests: [copy] }] } });
  expect((await listed('unread')).names).toEqual([`guest 7@${work}`, `2@${inbox}`, `1@${inbox}`]);
  await mirror.client.apply({ guests: { lists: [{ folderId: all, guests: [to(1)] }, { folderId: trash, guests: [to(2)] }] } });
  await mark(inbox, [1, 2], FLAG.hidden);
  expect((await listed('unread')).names.toSorted()).toEqual([`guest 1@${all}`, `guest 7@${work}`]);
  expect(await counts()).toEqual([1, 0]);
  // Gone from there before it is known where it went.
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1, 2] }] });
  expect(await listed('unread')).toMatchObject({ names: [`guest 7@${work}`, `guest 1@${all}`], total: 2, unread: 2 });
});

test('as long as not all is known they are left out, and come then', async () => {
  await addPages(all, 9);
  await mark(all, [500], 0, FLAG.seen);
  await add(inbox, { uid: 1, id: 'new@x', date: 9_000 });
  // Every look at the clock is a second later: one round at a time.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  const early = await mirror.client.query('list', question('unread'));
  expect([early.complete, early.total, early.unread, early.rows.map((row) => nameOf(row, row.folderId))]).toEqual([false, 1, 1, [`1@${inbox}`]]);
  expect([await mirror.client.query('loneCounts', { folderId: all }), await loneUids('unread')]).toEqual([{ complete: false, unread: 0, flagged: 0 }, []]);
  expect(await listed('unread')).toMatchObject({ complete: true, total: 2, names: [`1@${inbox}`, `500@${all}`] });
});

test('in a conversation every message counts once, and what was archived with the others', async () => {
  const talk = (uid: number, id: string, flags = 0): TestMail => ({ uid, id: `${id}@x`, date: id.charCodeAt(0), references: ['talk@x'], subject: 'talk', flags });
  await add(all, talk(1, 'a', FLAG.seen), talk(2, 'b'), talk(3, 'c'));
  await add(inbox, talk(1, 'a', FLAG.seen), talk(2, 'c', FLAG.seen));
  const { threads, total, unread } = await talks('unread');
  expect([total, unread, threads.length]).toEqual([1, 1, 1]);
  expect(threads[0]).toMatchObject({ folderId: all, uids: [2], count: 3, unread: 1, total: 3 });
  expect(threads[0]!.beside).toEqual([{ folderId: inbox, uidValidity: 1, uid: 2 }, { folderId: inbox, uidValidity: 1, uid: 1 }]);
  await mark(inbox, [2], 0, FLAG.seen);
  const both = await talks('unread');
  expect(both.threads.map(({ folderId: id, uids, beside, count, unread: unreadOf }) => [id, uids, beside?.map(({ uid }) => uid), count, unreadOf])).toEqual([[inbox, [2, 1], [2], 3, 2]]);
});

test('nobody else pays: columns are made for no account without such a folder', async () => {
  await addPages(other, 9);
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  expect((await mirror.client.query('list', question('unread'))).complete).toBe(true);
});
