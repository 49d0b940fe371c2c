/** What is done to a message after it has been sent on its way somewhere else, and what must survive losing the mirror. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const goOffline = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
};
const goOnline = async (): Promise<void> => {
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
};
const named = (mailbox: string, subject: string) => one.demo.store.messages(mailbox).filter(({ raw }) => raw.toString('latin1').includes(subject));
const deliver = async (subject: string) => {
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nx\n`);
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === subject))[0]!;
};

for (const without of [[], ['MOVE'], ['MOVE', 'UIDPLUS'], ['UIDPLUS']]) {
  describe(`done offline to a message on its way, ${without.length ? `without ${without.join(' and ')}` : 'with everything'}`, () => {
    beforeEach(async () => {
      if (!without.length) return;
      await one.stop();
      one = await OneAccount.start({ without });
    });

    test('move, then flag, then move on arrives right, also over kill -9', async () => {
      const row = await deliver('chain-1');
      goOffline();
      await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
      await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
      await one.call('messages.move', { messageIds: [row.id], to: { role: 'trash' } });
      await one.killAndRestart();
      await goOnline();
      const operations = await one.settled();
      expect(operations.map(({ state, failure }) => [state, failure])).toEqual([['done', null], ['done', null], ['done', null]]);
      expect(named('Trash', 'chain-1').filter(({ flags }) => !flags.has('\\Deleted')).map(({ flags }) => flags.has('\\Flagged'))).toEqual([true]);
      expect([...named('Archive', 'chain-1'), ...named('INBOX', 'chain-1')].every(({ flags }) => flags.has('\\Deleted'))).toBe(true);
      const trash = await one.list(one.folder('Trash'), (rows) => rows.some(({ subject }) => subject === 'chain-1'));
      expect(trash.filter(({ subject }) => subject === 'chain-1').map(({ flags }) => flags & FLAG.flagged)).toEqual([FLAG.flagged]);
    });

    test('killed between two steps of the chain, wherever that is', async () => {
      for (const [n, command] of ['UID MOVE', 'UID COPY', 'UID STORE'].entries()) {
        const row = await deliver(`step-${n}`);
        goOffline();
        await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
        await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
        one.demo.faults.clear();
        one.demo.faults.add({ command, effect: { kind: 'cut', afterOctets: 0 } });
        await one.call('accounts.syncNow', { accountId: one.account });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await one.killAndRestart();
        await one.ready();
        await one.settled();
        const there = named('Archive', `step-${n}`);
        expect(there.map(({ flags }) => flags.has('\\Flagged')), command).toEqual([true]);
        expect(named('INBOX', `step-${n}`).every(({ flags }) => flags.has('\\Deleted'))).toBe(true);
      }
    });
  });
}

test('acting on a message by the name it had before it was moved reaches it where it is, and undo days later too', async () => {
  const row = await deliver('renamed-1');
  const flagged = await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
  await one.settled();
  await one.call('messages.setFlags', { messageIds: [row.id], add: ['answered'], remove: [] });
  await one.settled();
  expect([...named('Archive', 'renamed-1')[0]!.flags]).toEqual(expect.arrayContaining(['\\Flagged', '\\Answered']));
  await one.call('activity.undo', flagged);
  await one.settled();
  expect(named('Archive', 'renamed-1')[0]!.flags.has('\\Flagged')).toBe(false);
  await one.call('activity.undo', moved);
  await one.settled();
  expect(named('INBOX', 'renamed-1')).toHaveLength(1);
  expect(named('Archive', 'renamed-1')).toHaveLength(0);
});

test('without UIDPLUS what was moved away stays hidden with a new mirror, and comes back when another client takes the mark away', async () => {
  await one.stop();
  one = await OneAccount.start({ without: ['MOVE', 'UIDPLUS'] });
  const row = await deliver('hidden-1');
  await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
  await one.settled();
  expect(named('INBOX', 'hidden-1')).toHaveLength(1);
  one.harness.restartMirror(new IDBFactory());
  const rows = await one.list(one.inbox, (now) => now.length > 20);
  expect(rows.some(({ subject }) => subject === 'hidden-1')).toBe(false);
  one.demo.store.setFlags('INBOX', [one.uidOf(row.id)], 'remove', ['\\Deleted']);
  await one.list(one.inbox, (now) => now.some(({ subject }) => subject === 'hidden-1'));
});

test('several operations at once leave each other\'s news alone', async () => {
  const row = await one.newest();
  one.demo.store.setFlags('INBOX', [one.uidOf(row.id)], 'add', ['\\Answered']);
  await Promise.all([
    one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] }),
    one.call('messages.setFlags', { messageIds: [row.id], add: ['seen'], remove: [] }),
  ]);
  const all = FLAG.answered | FLAG.flagged | FLAG.seen;
  await one.list(one.inbox, (rows) => (rows[0]!.flags & all) === all);
  await one.settled();
});

test('flagged and unflagged again before it went: nothing goes over the wire', async () => {
  const row = (await one.list()).find(({ flags }) => !(flags & FLAG.flagged))!;
  goOffline();
  await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  await one.list(one.inbox, (rows) => rows.some(({ id, flags }) => id === row.id && flags & FLAG.flagged));
  await one.call('messages.setFlags', { messageIds: [row.id], add: [], remove: ['flagged'] });
  one.demo.faults.clear();
  one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'bad', text: 'Nothing to store' }, times: 10 });
  await one.call('accounts.syncNow', { accountId: one.account });
  expect((await one.settled()).map(({ state }) => state)).toEqual(['done', 'done']);
});

test('flagged together while some of them were on their way, one after the other: all are flagged, and undo takes it off all', async () => {
  const [first, second, stays] = [await deliver('together-1'), await deliver('together-2'), await deliver('together-3')];
  goOffline();
  await one.call('messages.move', { messageIds: [first.id], to: { role: 'archive' } });
  await one.call('messages.move', { messageIds: [second.id], to: { role: 'archive' } });
  const flagged = await one.call('messages.setFlags', { messageIds: [stays.id, first.id, second.id], add: ['flagged'], remove: [] });
  await goOnline();
  await one.settled();
  const flags = () => [...named('INBOX', 'together-3'), ...named('Archive', 'together-1'), ...named('Archive', 'together-2')].map((message) => message.flags.has('\\Flagged'));
  expect(flags()).toEqual([true, true, true]);
  await one.call('activity.undo', flagged);
  await one.settled();
  expect(flags()).toEqual([false, false, false]);
});
