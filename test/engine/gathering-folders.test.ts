/** An account whose server shows mail once more in folders that gather it (RFC 6154): each message stands once in the views across accounts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectionValue } from '../../shared/ipc/contract.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;

beforeEach(async () => {
  one = await OneAccount.start({ seed: false });
  const { store } = one.demo;
  store.createMailbox('All Mail', { specialUse: '\\All', subscribed: true });
  store.createMailbox('Starred', { specialUse: '\\Flagged', subscribed: true });
  store.createMailbox('Projects', { subscribed: true });
  for (const subject of ['one', 'two']) {
    const letter = `From: Ann <ann@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nText.\n`;
    for (const mailbox of [subject === 'one' ? 'INBOX' : 'Projects', 'All Mail', 'Starred']) store.deliver(letter, mailbox, ['\\Flagged']);
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
