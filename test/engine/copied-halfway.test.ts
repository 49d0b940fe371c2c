/** A move on a server without MOVE, broken off at each of its steps (and the program killed, where that was done already), where the same message lies in the destination already: one more there, none left behind, the older one untouched. */
import { afterEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
afterEach(() => one.stop());

const LETTER = 'From: a@example.org\nSubject: twin\nMessage-ID: <twin@example.org>\n\nThe same text.\n';
const steps = [['UID COPY', undefined], ['UID COPY', 0], ['UID STORE', undefined], ['UID STORE', 0], ['UID EXPUNGE', undefined], ['UID EXPUNGE', 0]] as const;
const cases = [['MOVE'], ['MOVE', 'UIDPLUS']].flatMap((without) => steps.flatMap(([command, afterOctets]) => (without.length === 2 && command === 'UID EXPUNGE' ? [] : [[without.join(' and '), command, afterOctets === undefined ? 'before' : 'after', without, afterOctets] as const])));

test.each(cases)('without %s, cut at %s, %s it was done', async (_names, command, when, without, afterOctets) => {
  one = await OneAccount.start({ seed: false, without: [...without] });
  one.demo.store.createMailbox('Archive', { subscribed: true });
  const old = one.demo.store.deliver(LETTER, 'Archive');
  one.demo.store.deliver(LETTER, 'INBOX');
  await one.call('accounts.syncNow', { accountId: one.account });
  const [row] = await one.list();
  await one.list(one.folder('Archive'));
  await one.ready();
  one.demo.faults.add({ command, effect: afterOctets === undefined ? { kind: 'cut-before' } : { kind: 'cut', afterOctets } });
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId: one.folder('Archive') } });
  if (when === 'after') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await one.killAndRestart();
    await one.ready();
  }
  expect((await one.settled()).map(({ state }) => state)).toEqual(['done']);
  const left = one.demo.store.messages('INBOX').filter(({ flags }) => !flags.has('\\Deleted'));
  const there = one.demo.store.messages('Archive').filter(({ flags }) => !flags.has('\\Deleted'));
  expect([left.length, there.length]).toEqual([0, 2]);
  expect(there.map(({ uid }) => uid)).toContain(old.uid);
  await one.list(one.folder('Archive'), (rows) => rows.length === 2);
  await one.list(one.inbox, (rows) => rows.length === 0);
});
