/** An account whose server shows mail once more in folders that gather it (RFC 6154): each message stands once in the views across accounts, also one that lies in no other folder. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectionValue } from '../../shared/ipc/contract.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;

function deliver(subject: string, ...mailboxes: string[]): void {
  // Dated, as letters are: a copy may be delivered a second later.
  const letter = `From: Ann <ann@example.org>\nTo: you@example.org\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nText.\n`;
  for (const mailbox of mailboxes) one.demo.store.deliver(letter, mailbox, ['\\Flagged']);
}

beforeEach(async () => {
  one = await OneAccount.start({ seed: false });
  const { store } = one.demo;
  store.createMailbox('All Mail', { specialUse: '\\All', subscribed: true });
  store.createMailbox('Starred', { specialUse: '\\Flagged', subscribed: true });
  store.createMailbox('Projects', { subscribed: true });
  store.createMailbox('Trash', { specialUse: '\\Trash', subscribed: true });
  for (const subject of ['one', 'two']) {
    deliver(subject, subject === 'one' ? 'INBOX' : 'Projects', 'All Mail', 'Starred');
  }
});
afterEach(() => one.stop());

const subjectsOf = ({ rows }: ProjectionValue<'messages.list'>): string[] => rows.map(({ subject }) => subject).sort();
const box = (name: UnifiedBox) => one.harness.waitFor('messages.list', { view: { kind: 'unified', box: name }, from: 0, count: 50 }, (list) => list.complete && subjectsOf(list).length >= 2);

test.each(['flagged', 'unread'] as const)('in the box of what is %s, with the number of it', async (name) => {
  await one.call('accounts.syncNow', { accountId: one.account });
  expect(subjectsOf(await box(name))).toEqual(['one', 'two']);
  // What came last has been counted as well.
  const { boxes } = await one.harness.waitFor('folders.unified', {}, (value) => value.boxes.every(({ syncing }) => !syncing) && value.boxes.find((row) => row.box === name)?.total === 2);
  expect(boxes.find((row) => row.box === name)!.total).toBe(2);
  expect(subjectsOf(await box(name))).toEqual(['one', 'two']);
});

const numberOf = (name: UnifiedBox, total: number) => one.harness.waitFor('folders.unified', {}, ({ boxes }) => boxes.find((row) => row.box === name)?.total === total);

test('what was archived is there too, in lists, conversations and numbers; what lies in Trash is not; all of it is marked as read', async () => {
  deliver('archived', 'All Mail');
  deliver('thrown-away', 'All Mail', 'Trash');
  await one.call('accounts.syncNow', { accountId: one.account });
  const wanted = ['archived', 'one', 'two'];
  for (const name of ['flagged', 'unread'] as const) {
    const view = { view: { kind: 'unified', box: name } as const, from: 0, count: 50 };
    const list = await one.harness.waitFor('messages.list', view, (value) => value.complete && subjectsOf(value).includes('archived') && value.rows.length === 3);
    expect([subjectsOf(list), list.total, list.matching, list.unread]).toEqual([wanted, 3, 3, 3]);
    const talks = await one.harness.waitFor('conversations.list', view, (value) => value.complete && value.rows.length === 3);
    expect([talks.rows.map(({ subject, count }) => [subject, count]).sort(), talks.total]).toEqual([wanted.map((subject) => [subject, 1]), 3]);
    await numberOf(name, 3);
  }
  await one.call('folders.markRead', { view: { kind: 'unified', box: 'unread' } });
  await numberOf('unread', 0);
  await one.settled();
  const read = one.demo.store.messages('All Mail').filter(({ flags }) => flags.has('\\Seen'));
  expect(read).toHaveLength(1);
  await numberOf('flagged', 3);
  const { rows } = await one.harness.waitFor('messages.list', { view: { kind: 'unified', box: 'flagged' }, from: 0, count: 50 }, (value) => value.complete && value.rows.every(({ flags }) => (flags & FLAG.seen) !== 0));
  // The user takes it up again: it lies in a folder from then on, and still stands there once.
  await one.call('messages.copy', { messageIds: rows.filter(({ subject }) => subject === 'archived').map(({ id }) => id), to: one.folder('Projects') });
  await one.settled();
  await one.harness.waitFor('messages.list', { view: { kind: 'unified', box: 'flagged' }, from: 0, count: 50 }, (value) => value.rows.some(({ subject, folderId }) => subject === 'archived' && folderId === one.folder('Projects')) && value.rows.length === 3);
  await numberOf('flagged', 3);
});

test('a list that is open follows where else its messages lie, in a folder too that is not in it', async () => {
  deliver('archived', 'All Mail');
  await one.call('settings.change', { folders: { [one.folder('Projects')]: { unified: false } } });
  await one.call('accounts.syncNow', { accountId: one.account });
  await numberOf('unread', 2);
  let list: ProjectionValue<'messages.list'> | null = null;
  const subjects = (): string[] => (list ? subjectsOf(list) : []);
  const stop = one.harness.client.watch('messages.list', { view: { kind: 'unified', box: 'unread' }, from: 0, count: 50 }, { onValue: (value) => { list = structuredClone(value); }, onFailure: () => undefined });
  await expect.poll(subjects).toEqual(['archived', 'one']);
  // Without a server only what is done here changes anything.
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
  const { id } = list!.rows.find(({ subject }) => subject === 'archived')!;
  await one.call('messages.copy', { messageIds: [id], to: one.folder('Projects') });
  await expect.poll(subjects).toEqual(['one']);
  stop();
  await numberOf('unread', 1);
  one.demo.faults.clear();
});
