/** A MOVE of which the line was lost in the middle (RFC 6851 3.3): some messages are there, some are not, and nobody has said which. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const named = (mailbox: string, subject: string) => one.demo.store.messages(mailbox).filter(({ raw }) => raw.toString('latin1').includes(`Subject: ${subject}`));
const deliver = async (subject: string) => {
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nx\n`);
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === subject))[0]!;
};
/** What a server does that moves one message after the other. */
function moveOnServer(subject: string): void {
  const [message] = named('INBOX', subject);
  one.demo.store.mailbox('Archive').append([{ raw: message!.raw, flags: [...message!.flags], internalDate: message!.internalDate }], null);
  one.demo.store.mailbox('INBOX').expunge([message!], null);
}

test('what else is meant for those that had gone reaches them, and undo brings all back', async () => {
  const rows = [await deliver('half-1'), await deliver('half-2')];
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
  const { operationId } = await one.call('messages.move', { messageIds: rows.map(({ id }) => id), to: { role: 'archive' } });
  await one.call('messages.setFlags', { messageIds: rows.map(({ id }) => id), add: ['flagged'], remove: [] });
  moveOnServer('half-1');
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.settled();
  const flagged = (mailbox: string) => ['half-1', 'half-2'].map((subject) => named(mailbox, subject).map(({ flags }) => flags.has('\\Flagged')));
  expect(flagged('Archive')).toEqual([[true], [true]]);
  await one.call('activity.undo', { operationId });
  await one.settled();
  expect([flagged('INBOX'), flagged('Archive')]).toEqual([[[true], [true]], [[], []]]);
});
