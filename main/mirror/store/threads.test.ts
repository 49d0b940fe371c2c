/** Lists of conversations asked of the real store: what a row says, and that following changes leads where a new list would. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mirrorPages } from '../../../test/bench/mirror-pages.ts';
import { mailPage, type TestMail } from '../../../test/support/conversation-records.ts';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { ThreadsAnswer } from '../protocol/messages.ts';

const sent = folderId(accountId('one'), 'Sent');
const drafts = folderId(accountId('one'), 'Drafts');

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox), folderWrite(sent, { role: 'sent' }), folderWrite(drafts, { role: 'drafts' })] });
});
afterEach(() => mirror.close());

const put = (folder: FolderId, ...mails: TestMail[]) => mirror.client.apply({ pages: [mailPage(folder, mails)] });
const ask = (from = 0, count = 100, atOnce = false): Promise<ThreadsAnswer> => mirror.client.query('threads', { folderId: inbox, from, count, atOnce });
const shape = ({ threads, total }: ThreadsAnswer): unknown[] => [total, ...threads.map(({ uids, unread, total: all, flagged, people }) => [uids.join(' '), unread, all, flagged, people.map(([, address]) => address).join(' ')])];

test('a row tells of the whole conversation, Sent and Drafts included', async () => {
  await put(inbox, { uid: 1, id: 'a@x', from: 'bob@example.org', date: 10, flags: FLAG.seen | FLAG.flagged }, { uid: 2, references: ['b@x'], from: 'Bob@example.org', date: 30, attached: true }, { uid: 3, date: 5, flags: FLAG.seen });
  await put(sent, { uid: 1, id: 'b@x', references: ['a@x'], from: 'ann@example.org', date: 20, flags: FLAG.seen });
  await put(drafts, { uid: 1, references: ['a@x'], from: 'ann@example.org', date: 40, flags: FLAG.seen });
  expect((await ask()).threads).toMatchObject([
    { uids: [2, 1], count: 2, unread: 1, total: 4, flagged: true, draft: true, attached: true, people: [['', 'bob@example.org', 1], ['', 'ann@example.org', 0]] },
    { uids: [3], count: 1, unread: 0, total: 1, flagged: false, draft: false, attached: false },
  ]);
});

test('of a long one the first and the newest are named', async () => {
  await put(inbox, ...Array.from({ length: 60 }, (_, i) => ({ uid: i + 1, references: ['root@x'], from: `p${i + 1}@example.org` })));
  const [row] = (await ask()).threads;
  expect(row).toMatchObject({ count: 60, total: 60 });
  expect(row!.people.map(([, address]) => address)).toEqual(['p1@example.org', ...Array.from({ length: 11 }, (_, i) => `p${50 + i}@example.org`)]);
});

test('random mail, flags, removals and joins, followed or read anew: the same list', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random() * n);
    await mirror.close();
    mirror = await openMemoryMirror();
    await mirror.client.apply({ folders: [folderWrite(inbox), folderWrite(sent)] });
    let next = 1;
    for (let step = 0; step < 40; step++) {
      const folder = random() < 0.25 ? sent : inbox;
      // What a whole page of gone rows linked is forgotten at a restart: one in five stays.
      const uids = Array.from({ length: 1 + below(4) }, () => 1 + below(next)).filter((uid) => uid % 5 !== 0);
      const what = below(5);
      if (what < 2) await put(folder, ...Array.from({ length: 5 + below(random() < 0.1 ? 400 : 4) }, () => ({ uid: next++, date: 1000 + below(500), id: random() < 0.1 ? '' : `m${below(150)}@x`, references: Array.from({ length: below(3) }, () => `m${below(150)}@x`) })));
      else if (what === 2) await mirror.client.apply({ flags: [{ folderId: folder, changes: uids.map((uid): [number, number, string[]] => [uid, random() < 0.4 ? FLAG.hidden : below(4), []]) }] });
      else if (what === 3) await mirror.client.apply({ vanished: [{ folderId: folder, uids }] });
      if (random() < 0.6) continue;
      const followed = shape(await ask(0, 1000));
      await mirror.restart();
      expect(followed, `seed ${seed}, step ${step}`).toEqual(shape(await ask(0, 1000)));
    }
  }
}, 60_000);

test('100,000 messages: the first window at once, the whole soon, new mail and flags without going through it again', async () => {
  let newest = 0;
  for (const page of mirrorPages(200, 500, { folderId: inbox })) {
    newest += page.uids.length / 4;
    await mirror.client.apply({ pages: [page] });
  }
  await ask();
  while (!(await ask()).complete) { /* pages are gone through, some with every question */ }
  await mirror.restart();
  const first = await ask(0, 50, true);
  const whole = await ask(0, 50);
  expect(first).toMatchObject({ total: newest, complete: false });
  expect(whole.complete).toBe(true);
  expect(whole.total).toBeGreaterThan(newest / 3);
  expect(whole.total).toBeLessThan(newest / 1.5);
  expect(whole.threads.map(({ uids }) => uids)).toEqual(first.threads.map(({ uids }) => uids));
  const deep = await ask(whole.total - 10, 50, true);
  expect([deep.from, deep.threads.length, deep.complete]).toEqual([whole.total - 10, 10, true]);

  const uid = whole.threads[20]!.uids[0]!;
  await put(inbox, { uid: newest + 1, references: [`${uid}.made@example.org`], date: 2_000_000_000 });
  await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[uid, FLAG.flagged | FLAG.seen, []]] }] });
  const after = await ask(0, 50, true);
  expect(after.total).toBe(whole.total);
  expect(after.threads[0]).toMatchObject({ uids: [newest + 1, ...whole.threads[20]!.uids], flagged: true });
  expect(after.threads.slice(1, 21).map(({ uids }) => uids)).toEqual(whole.threads.slice(0, 20).map(({ uids }) => uids));
}, 60_000);
