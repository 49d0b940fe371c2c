import { expect, test } from 'vitest';
import { fail, isFailure } from '../../shared/failure.ts';
import { folderId, messageId, type AccountId } from '../../shared/ids.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchedMessage, FetchItems } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { createNewestRows } from '../mirror/newest-rows.ts';
import type { Clock } from '../ports.ts';
import { besideSurvey, openInboxEarly, openMeanwhile, showNewest, type Newest } from './early-inbox.ts';

const account = 'a' as AccountId;
/** Nothing waits. */
const clock: Clock = { now: () => 0, after: (_ms, run) => { run(); return () => {}; } };
const inbox = { wireName: 'INBOX', exists: 3, readOnly: false } as SelectedMailbox;

function mirrorWith(folders: unknown[]) {
  const written: unknown[] = [];
  const parts = { query: () => Promise.resolve(folders), apply: (batch: unknown) => Promise.resolve(void written.push(batch)) };
  return { mirror: parts as unknown as MirrorClient, written };
}

function sessionThat(select: () => Promise<SelectedMailbox>, selected: SelectedMailbox | null = null) {
  const asked: string[] = [];
  const parts = { selected, select: (name: string) => { asked.push(name); return select(); } };
  return { session: parts as unknown as Session, asked };
}

test('it is opened, and can be shown, only where nothing is known of the account', async () => {
  const { session, asked } = sessionThat(() => Promise.resolve(inbox));
  const known = mirrorWith([{ id: 'a/INBOX' }]);
  expect(await openInboxEarly(session, known.mirror, account, true)).toBeNull();
  expect([asked, known.written]).toEqual([[], []]);
  const { mirror, written } = mirrorWith([]);
  expect(await openInboxEarly(session, mirror, account, true)).toMatchObject({ early: { selected: inbox }, folder: { id: 'a/INBOX' } });
  expect(asked).toEqual(['INBOX']);
  expect(written).toMatchObject([{ folders: [{ id: 'a/INBOX', wireName: 'INBOX', role: 'inbox' }] }]);
});

test('what was opened for it is not opened again; what has been open for longer is', async () => {
  const { session, asked } = sessionThat(() => Promise.resolve({ ...inbox, exists: 4 }), inbox);
  expect((await openInboxEarly(session, mirrorWith([]).mirror, account, true))?.early.selected).toBe(inbox);
  expect(asked).toEqual([]);
  expect((await openInboxEarly(session, mirrorWith([]).mirror, account, false))?.early.selected.exists).toBe(4);
});

test('a refusal leaves it to the usual way, a lost line does not', async () => {
  const refused = sessionThat(() => Promise.reject(fail('server-no', '')));
  expect(await openInboxEarly(refused.session, mirrorWith([]).mirror, account, true)).toBeNull();
  const lost = sessionThat(() => Promise.reject(fail('connection-lost', '')));
  await expect(openInboxEarly(lost.session, mirrorWith([]).mirror, account, true)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});

test('the sync begins first and is told when all are surveyed; a survey that fails ends both', async () => {
  const said: string[] = [];
  await besideSurvey(async () => {
    said.push('asked');
    await Promise.resolve();
    said.push('surveyed');
  }, async (surveyed) => {
    said.push('begun');
    await surveyed;
    said.push('synced');
  });
  expect(said).toEqual(['begun', 'asked', 'surveyed', 'synced']);
  await expect(besideSurvey(() => Promise.reject(fail('connection-lost', '')), (surveyed) => surveyed)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});

const id = folderId(account, 'INBOX');
const nobody = { sender: [], replyTo: [], to: [], cc: [], bcc: [], inReplyTo: '' };
const message = (uid: number, date: number, items: FetchItems): FetchedMessage => ({
  sequence: uid, uid, flags: uid === 2 ? ['\\Seen', 'work'] : [], internalDate: date, ...(items.size ? { size: 100 } : {}),
  envelope: { ...nobody, date, subject: `Tide ${uid}`, from: [['Ann', 'ann@example.org']], messageId: `<${uid}@example.org>` },
});

/** Three messages, the one in the middle the newest. Its FETCH commands are answered when they are let. */
function mailbox() {
  const open = { ...inbox, uidValidity: 7, uidNext: 4 } as SelectedMailbox;
  const asked: { items: FetchItems; answer: () => void; refuse: () => void }[] = [];
  const parts = {
    selected: open, capabilities: new Set(), select: () => Promise.resolve(open),
    uidFetch: (set: unknown, items: FetchItems, _: object, onMessage: (message: FetchedMessage) => void) => {
      expect(set).toEqual([[1, 3]]);
      return new Promise<void>((resolve, reject) => asked.push({
        items,
        answer: () => { for (const [uid, date] of [[1, 1e12], [2, 3e12], [3, 1e12]] as const) onMessage(message(uid, date, items)); resolve(); },
        refuse: () => reject(fail('server-no', '')),
      }));
    },
  };
  return { session: parts as unknown as Session, asked, open };
}

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

test('the newest are asked for while the account is tried: first what a row shows, then, when that is drawn, all of it', async () => {
  const { session, asked } = mailbox();
  let drawn = (): void => {};
  const { newest, opened } = openMeanwhile(session, { now: () => 0, after: (_ms, run) => { drawn = run; return () => {}; } });
  await opened;
  await settled();
  expect(asked).toHaveLength(1);
  drawn();
  await settled();
  expect(asked.map(({ items }) => items.size ?? false)).toEqual([false, true]);
  asked[0]!.answer();
  expect((await newest.heads).map(({ uid }) => uid)).toEqual([1, 2, 3]);
  expect(newest.messages).toBeUndefined();
  asked[1]!.answer();
  await newest.ended;
  expect(newest.messages?.map(({ size }) => size)).toEqual([100, 100, 100]);
});

test('what has come already is written with the folder; with another opening of it, nothing of it counts', async () => {
  const { session, asked, open } = mailbox();
  const { newest } = openMeanwhile(session, clock);
  await settled();
  for (const { answer } of asked) answer();
  await newest.ended;
  const { mirror, written } = mirrorWith([]);
  expect(await openInboxEarly(session, mirror, account, true, newest)).toMatchObject({ early: { selected: open, newest, folder: { id } } });
  expect(written).toEqual([]);
  const again = sessionThat(() => Promise.resolve(inbox));
  expect((await openInboxEarly(again.session, mirror, account, true, newest))?.early).toEqual({ selected: inbox, newest: undefined });
  expect(written).toHaveLength(1);
});

test('refused, they are asked for again by the sync', async () => {
  const { session, asked } = mailbox();
  const { newest } = openMeanwhile(session, clock);
  await settled();
  for (const { refuse } of asked) refuse();
  await newest.ended;
  expect([await newest.heads, newest.messages]).toEqual([[], undefined]);
});

test('they are shown newest first, by what they are called, unless it is over by then', async () => {
  const rows = createNewestRows();
  const told: unknown[] = [];
  rows.onChange((changed) => told.push(changed));
  const heads = Promise.resolve([message(1, 1e12, {}), message(2, 3e12, {}), message(3, 1e12, {}), { sequence: 1, uid: 9, flags: [] }]);
  const newest: Newest = { heads, selected: { uidValidity: 7 } as SelectedMailbox, ended: Promise.resolve() };
  showNewest(newest, id, rows, () => false);
  await settled();
  expect(rows.get(id)).toBeUndefined();
  showNewest(newest, id, rows, () => true);
  await settled();
  expect(rows.get(id)).toMatchObject([{ id: '7:2@a/INBOX', subject: 'Tide 2', flags: 1, keywords: ['work'], preview: null }, { id: '7:3@a/INBOX' }, { id: '7:1@a/INBOX' }]);
  expect(told).toEqual([id]);
});

test('shown before the mailbox is open, they are called by what it turns out to be', async () => {
  const rows = createNewestRows();
  const { promise: heads, resolve } = Promise.withResolvers<FetchedMessage[]>();
  const newest: Newest = { heads, ended: Promise.resolve() };
  showNewest(newest, id, rows, () => true);
  newest.selected = { uidValidity: 7 } as SelectedMailbox;
  resolve([message(1, 1e12, {})]);
  await settled();
  expect(rows.get(id)?.map((row) => row.id)).toEqual([messageId(id, 7, 1)]);
});
