/** Taken back while nobody knows whether the server has done it: the answer was lost, and there is no line to ask. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const SUBJECT = 'unanswered-1';
const deliver = async () => {
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${SUBJECT}\nMessage-ID: <${SUBJECT}@example.org>\n\nx\n`);
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === SUBJECT))[0]!;
};
const there = (mailbox: string) => one.demo.store.messages(mailbox).filter(({ raw }) => raw.toString('latin1').includes(`Subject: ${SUBJECT}`));
const seen = (path: string, times: number) => one.list(one.folder(path), (rows) => rows.filter(({ subject }) => subject === SUBJECT).length === times);
const goOffline = () => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
};
const goOnline = async () => {
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.ready();
  expect((await one.settled()).map(({ state }) => state)).not.toContain('parked');
};

for (const killed of [false, true]) {
  const later = killed ? ', after a kill' : '';

  test(`a move is done, and then undone${later}`, async () => {
    const row = await deliver();
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'stall', afterOctets: 0 } });
    const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await expect.poll(() => there('Archive').length).toBe(1);
    goOffline();
    if (killed) await one.killAndRestart();
    await one.call('activity.undo', moved);
    await goOnline();
    expect([there('INBOX').length, there('Archive').length]).toEqual([1, 0]);
    await seen('INBOX', 1);
    await seen('Archive', 0);
  });

  test(`a flag is set, and then taken off${later}`, async () => {
    const row = await deliver();
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'stall', afterOctets: 0 } });
    const flagged = await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await expect.poll(() => there('INBOX')[0]!.flags.has('\\Flagged')).toBe(true);
    goOffline();
    if (killed) await one.killAndRestart();
    await one.call('activity.undo', flagged);
    await one.list(one.inbox, (rows) => rows.some(({ subject, flags }) => subject === SUBJECT && !(flags & FLAG.flagged)));
    await goOnline();
    expect(there('INBOX').map(({ flags }) => flags.has('\\Flagged'))).toEqual([false]);
    await one.list(one.inbox, (rows) => rows.some(({ subject, flags }) => subject === SUBJECT && !(flags & FLAG.flagged)));
  });
}

test('a move that had marked the originals and may have expunged them is gone through with, and then undone', async () => {
  await one.stop();
  one = await OneAccount.start({ without: ['MOVE'] });
  const row = await deliver();
  one.demo.faults.add({ command: 'UID EXPUNGE', effect: { kind: 'stall', afterOctets: 0 } });
  const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
  await expect.poll(() => there('INBOX').length).toBe(0);
  goOffline();
  await one.call('activity.undo', moved);
  await goOnline();
  expect([there('INBOX').length, there('Archive').length]).toEqual([1, 0]);
  await seen('INBOX', 1);
});

test('the way back can be taken back too: it goes where it was to go', async () => {
  const row = await deliver();
  one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'stall', afterOctets: 0 } });
  const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
  await expect.poll(() => there('Archive').length).toBe(1);
  goOffline();
  const undone = await one.call('activity.undo', moved);
  await one.call('activity.undo', undone);
  await goOnline();
  expect([there('INBOX').length, there('Archive').length]).toEqual([0, 1]);
});
