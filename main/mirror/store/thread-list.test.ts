/** Conversations of several folders against a model that puts them together anew for every question. */
import { expect, test } from 'vitest';
import { mailPage, type TestMail } from '../../../test/support/conversation-records.ts';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { ThreadListQuestion } from '../protocol/list.ts';

const FOLDERS = [['one', 'INBOX'], ['one', 'Work'], ['two', 'INBOX']].map(([account, path]) => folderId(accountId(account!), path!));

const NAMES = ['Ann', 'bert', 'Äda', 'Cleo', 'Zoë'];
const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
interface Mail extends Required<Pick<TestMail, 'uid' | 'date' | 'flags' | 'attached' | 'from'>> { folder: FolderId; talk: number }
const isUnread = ({ flags }: Mail): boolean => !(flags & FLAG.seen);
const isFlagged = ({ flags }: Mail): boolean => (flags & FLAG.flagged) !== 0;

/** Newest message in the list of each conversation, and how many there are; all of the list, and those that pass. */
function expected(mails: readonly Mail[], { folders, only, sort, filter }: ThreadListQuestion): { total: number; rows: [string, number][] } {
  const ids = folders.map(({ folderId: id }) => id);
  const here = mails.filter(({ folder }) => ids.includes(folder));
  const newest = (a: Mail, b: Mail): number => b.date - a.date || b.uid - a.uid || ids.indexOf(a.folder) - ids.indexOf(b.folder);
  const talks = [...Map.groupBy(here, ({ folder, talk }) => `${talk} ${folder.slice(0, 3)}`).values()].flatMap((talk) => {
    const held = talk.filter((mail) => (only !== 'unread' || isUnread(mail)) && (only !== 'flagged' || isFlagged(mail))).sort(newest);
    const passes = held.some((mail) => (!filter.unread || isUnread(mail)) && (!filter.flagged || isFlagged(mail)) && (!filter.attachments || mail.attached));
    return held.length > 0 ? [{ head: held[0]!, count: talk.length, passes, unread: held.some(isUnread), flagged: held.some(isFlagged) }] : [];
  });
  const way = sort.descending ? 1 : -1;
  const { by } = sort;
  const word = ({ from, talk }: Mail): string => (by === 'from' ? from : `talk ${talk}`);
  const passing = talks.filter(({ passes }) => passes).sort((a, b) => (by === 'from' || by === 'subject' ? -way * collator.compare(word(a.head), word(b.head)) || newest(a.head, b.head) : by === 'unread' || by === 'flagged' ? way * (Number(b[by]) - Number(a[by])) || newest(a.head, b.head) : way * newest(a.head, b.head)));
  return { total: talks.length, rows: passing.map(({ head, count }) => [`${head.uid}@${head.folder}`, count]) };
}

test.each([1, 2, 3, 4])('random mail of three folders, seed %i', { timeout: 60_000 }, async (seed) => {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (p: number): boolean => random() < p;
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  await client.apply({ folders: FOLDERS.map((id) => folderWrite(id)) });
  const mails: Mail[] = [];
  const next = new Map<FolderId, number>();
  for (let step = 0; step < 40; step++) {
    const folder = FOLDERS[below(3)]!;
    const fresh = Array.from({ length: 1 + below(12) }, (): Mail => {
      const uid = (next.get(folder) ?? 0) + 1;
      next.set(folder, uid);
      return { folder, uid, date: 1000 + below(500), flags: (chance(0.6) ? FLAG.seen : 0) | (chance(0.2) ? FLAG.flagged : 0), attached: chance(0.3), from: `${NAMES[below(5)]!}@example.org`, talk: below(30) };
    });
    mails.push(...fresh);
    await client.apply({ pages: [mailPage(folder, fresh.map((mail) => ({ ...mail, id: `${mail.uid}-${FOLDERS.indexOf(folder)}@x`, references: [`talk-${mail.talk}@x`], subject: `talk ${mail.talk}` })))] });
    const changed = mails.filter((mail) => mail.folder === folder && chance(0.1));
    for (const mail of changed) mail.flags = (chance(0.6) ? FLAG.seen : 0) | (chance(0.2) ? FLAG.flagged : 0);
    await client.apply({ flags: [{ folderId: folder, changes: changed.map(({ uid, flags }) => [uid, flags, []]) }] });

    const by = (['date', 'unread', 'flagged', 'from', 'subject'] as const)[below(5)]!;
    const question = {
      folders: FOLDERS.filter(() => chance(0.7)).map((id) => ({ folderId: id })), sort: { by, descending: chance(0.6) },
      filter: { unread: chance(0.3), flagged: chance(0.2), attachments: chance(0.2), contacts: false }, ...(chance(0.3) ? { only: chance(0.5) ? 'unread' as const : 'flagged' as const } : {}),
    };
    const wanted = expected(mails, { ...question, from: 0, count: 0 });
    const [from, count] = [below(wanted.rows.length + 2), below(40)];
    while (!(await client.query('prepareList', question)).complete);
    const answer = await client.query('threadList', { ...question, from, count });
    expect([answer.complete, answer.total, answer.matching]).toEqual([true, wanted.total, wanted.rows.length]);
    expect(answer.threads.map(({ newest, folderId: id, count: of }) => [`${(newest.summary as [number])[0]}@${id}`, of])).toEqual(wanted.rows.slice(from, from + count));
    expect(answer.threads.every(({ uids, beside = [], count: of }) => uids.length + beside.length === of)).toBe(true);
  }
  await mirror.close();
});

test('a conversation that was read stays in a view of the unread, one that was taken away does not', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  const id = FOLDERS[0]!;
  const checkpoint = { uidValidity: 1, uidNext: 4, highestModseq: '0', complete: true };
  await client.apply({ folders: [folderWrite(id)], pages: [mailPage(id, [{ uid: 1 }, { uid: 2 }, { uid: 3 }])], checkpoints: [{ folderId: id, checkpoint }] });
  const ask = () => client.query('threadList', {
    folders: [{ folderId: id }], only: 'unread', sort: { by: 'date', descending: true }, filter: { unread: false, flagged: false, attachments: false, contacts: false },
    kept: [{ folderId: id, uids: [1, 2, 3], flags: [0, 0, 0] }], from: 0, count: 10,
  });
  await client.apply({ marks: [{ folderId: id, uidValidity: 1, uids: [1], add: FLAG.seen, remove: 0 }, { folderId: id, uidValidity: 1, uids: [2], add: FLAG.hidden, remove: 0 }] });
  const { total, matching, threads } = await ask();
  expect([total, matching, threads.map(({ uids }) => uids)]).toEqual([2, 2, [[3], [1]]]);
  await mirror.close();
});

test('a message that joins conversations of another folder leaves them one, in every filter and order, and once in several folders', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  const [one, other] = [FOLDERS[0]!, FOLDERS[1]!];
  await client.apply({ folders: [one, other].map((id) => folderWrite(id)), pages: [mailPage(one, [{ uid: 1, id: 'x@x', date: 10, flags: FLAG.seen }, { uid: 2, id: 'y@x', date: 30 }])] });
  const ask = async (folders: FolderId[], unread: boolean, by: 'date' | 'unread') => {
    const { threads } = await client.query('threadList', { folders: folders.map((folderId) => ({ folderId })), sort: { by, descending: true }, filter: { unread, flagged: false, attachments: false, contacts: false }, from: 0, count: 10 });
    return threads.map(({ uids, beside = [] }) => [uids, beside.map(({ uid }) => uid)]);
  };
  expect(await ask([one], false, 'date')).toEqual([[[2], []], [[1], []]]);
  await client.apply({ pages: [mailPage(other, [{ uid: 7, id: 'z@x', references: ['x@x', 'y@x'], date: 5, flags: FLAG.seen }])] });
  expect(await ask([one], false, 'date')).toEqual([[[2, 1], []]]);
  expect(await ask([one], true, 'date')).toEqual([[[2, 1], []]]);
  expect(await ask([one, other], false, 'date')).toEqual([[[2, 1], [7]]]);
  expect(await ask([one, other], false, 'unread')).toEqual([[[2, 1], [7]]]);
  await mirror.close();
});
