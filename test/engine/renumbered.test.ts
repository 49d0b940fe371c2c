/** A folder whose UIDVALIDITY changed: what the user sees, has opened, has read offline and has queued stays that of the same messages. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageRow } from '../../shared/model/message.ts';
import { OneAccount } from '../support/one-account.ts';

const COUNT = 40;
let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start({ seed: false }); });
afterEach(() => one.stop());

const again = () => one.call('accounts.syncNow', { accountId: one.account });
const defects = () => one.harness.logged.filter(({ level }) => level === 'error');
const down = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  one.demo.cutConnections();
};
const up = async (): Promise<void> => {
  one.demo.faults.clear();
  await again();
};
function deliver(n: number, messageId = `<${n}@example.org>`): void {
  const date = new Date(Date.UTC(2026, 10, 20) - n * 60_000);
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: letter ${n}\nDate: ${date.toUTCString()}\nMessage-ID: ${messageId}\nContent-Type: text/plain\n\nThe text of letter ${n}.\n`, 'INBOX', [], date);
}
/** `more` come first. */
async function filled(more = 0): Promise<MessageRow[]> {
  for (let n = 1; n <= COUNT; n++) deliver(n);
  await one.list(one.inbox, (found) => found.length === COUNT + more);
  // Every UID is another one afterwards.
  one.demo.store.expunge('INBOX', [1]);
  return one.list(one.inbox, (found) => found.length === COUNT + more - 1);
}
/** Of the server's own memory. */
const flagged = (): string[] => one.demo.store.messages('INBOX').filter(({ flags }) => flags.has('\\Flagged')).map(({ raw }) => /Subject: (.*)\r/u.exec(raw.toString('latin1'))![1]!);
const synced = async (): Promise<void> => { await one.harness.waitFor('messages.list', { folderId: one.inbox, from: 0, count: 1 }, ({ syncing, rows }) => !syncing && rows.length > 0); };
async function opens(row: MessageRow): Promise<string> {
  const view = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body, failure }) => body !== null || failure !== null);
  return view.body?.text ?? `failed: ${view.failure?.code}`;
}
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never got there: ${JSON.stringify(one.harness.logged.slice(-10))}`);
}
const texts = async (): Promise<number> => (await one.call('storage.summary', {})).accounts[0]!.texts.count;

test('rows are called as before, open without the server, and what is done to them is done to them', async () => {
  const rows = await filled();
  await until(async () => (await texts()) === rows.length);
  down();
  one.demo.store.changeUidValidity('INBOX');
  deliver(100);
  await up();
  const now = await one.list(one.inbox, (found) => found.length === rows.length + 1);
  expect(now.filter(({ subject }) => subject !== 'letter 100').map(({ id, subject }) => [id, subject])).toEqual(rows.map(({ id, subject }) => [id, subject]));
  await one.call('messages.setFlags', { messageIds: [rows[3]!.id, now.find(({ subject }) => subject === 'letter 100')!.id], add: ['flagged'], remove: [] });
  await one.settled();
  expect(flagged().sort()).toEqual(['letter 100', rows[3]!.subject].sort());
  // New mail finds its place beside them, and so does what others change.
  deliver(101);
  await one.list(one.inbox, (found) => found.length === rows.length + 2);
  one.demo.store.setFlags('INBOX', [one.demo.store.messages('INBOX')[0]!.uid], 'add', ['\\Seen']);
  await one.list(one.inbox, (found) => found.filter(({ flags }) => flags & 1).length === 1);
  await one.demo.close();
  for (const row of rows) expect(await opens(row), row.subject).toContain(`The text of ${row.subject}.`);
  expect(defects()).toEqual([]);
});

test('what waits and what can be taken back is about the same messages, twins too; what is gone is parked with a reason', async () => {
  one.demo.store.createMailbox('Archive', { specialUse: '\\Archive' });
  await again();
  deliver(99);
  deliver(60, '<twin@example.org>');
  deliver(60, '<twin@example.org>');
  const rows = await filled(3);
  const twins = rows.filter(({ subject }) => subject === 'letter 60');
  const [flag, moved, lost] = [rows[1]!, rows[2]!, rows[4]!];
  await one.call('messages.setFlags', { messageIds: [flag.id], add: ['flagged'], remove: [] });
  const [before] = await one.operations((list) => list.every(({ state }) => state === 'done'));
  down();
  await one.call('messages.setFlags', { messageIds: [twins[1]!.id], add: ['flagged'], remove: [] });
  await one.call('messages.move', { messageIds: [moved.id], to: { role: 'archive' } });
  await one.call('messages.setFlags', { messageIds: [lost.id], add: ['flagged'], remove: [] });
  one.demo.store.expunge('INBOX', [one.uidOf(lost.id)]);
  const second = one.demo.store.messages('INBOX').filter(({ raw }) => raw.includes('letter 60'))[twins[0]!.id < twins[1]!.id ? 1 : 0]!;
  one.demo.store.changeUidValidity('INBOX');
  await up();
  const done = await one.operations((list) => list.length === 4 && list.every(({ state }) => state === 'done' || state === 'parked'));
  expect(done.filter(({ state }) => state === 'parked').map(({ failure }) => failure?.code)).toEqual(['message-gone']);
  expect(one.demo.store.messages('INBOX').filter(({ flags }) => flags.has('\\Flagged')).map(({ raw }) => raw)).toEqual(expect.arrayContaining([second.raw]));
  expect(flagged().sort()).toEqual([flag.subject, 'letter 60'].sort());
  const places = one.demo.store.messages('INBOX').filter(({ raw }) => raw.includes('letter 60')).map(({ flags }) => flags.has('\\Flagged'));
  expect(places).toEqual(twins[0]!.id < twins[1]!.id ? [false, true] : [true, false]);
  expect(one.demo.store.messages('Archive').map(({ raw }) => raw.toString('latin1').includes(moved.subject))).toContain(true);
  await one.call('activity.undo', { operationId: before!.id });
  await one.settled();
  expect(flagged()).toEqual(['letter 60']);
  expect(defects()).toEqual([]);
});

test('killed at any moment of it, the folder is as before or as after, and comes right', async () => {
  const rows = await filled();
  for (const ms of [0, 4, 8, 12, 20, 35]) {
    down();
    await one.call('messages.setFlags', { messageIds: [rows[5]!.id], add: ms % 8 ? ['answered'] : [], remove: ms % 8 ? [] : ['answered'] });
    one.demo.store.expunge('INBOX', [one.demo.store.messages('INBOX').find(({ raw }) => !raw.includes(`${rows[5]!.subject}\r`))!.uid]);
    one.demo.store.changeUidValidity('INBOX');
    deliver(200 + ms);
    one.demo.faults.clear();
    void again().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await one.killAndRestart();
    await synced();
    const operations = await one.settled();
    expect(operations.map(({ state, failure }) => [state, failure?.code])).toEqual(operations.map(() => ['done', undefined]));
    const there = one.demo.store.messages('INBOX').map(({ raw }) => /Subject: (.*)\r/u.exec(raw.toString('latin1'))![1]!).sort();
    const now = await one.list(one.inbox, (found) => found.map(({ subject }) => subject).sort().join() === there.join());
    const kept = new Map(now.map(({ id, subject }) => [subject, id]));
    for (const { id, subject } of rows) if (kept.has(subject)) expect(kept.get(subject)).toBe(id);
    const answered = one.demo.store.messages('INBOX').filter(({ flags }) => flags.has('\\Answered')).map(({ raw }) => /Subject: (.*)\r/u.exec(raw.toString('latin1'))![1]!);
    expect(answered).toEqual(ms % 8 ? [rows[5]!.subject] : []);
  }
  expect(defects()).toEqual([]);
}, 60_000);
