/** Sent is called otherwise, by another client, while a letter goes out: its copy is filed there all the same. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

test('found under its new name, once, without being asked', async () => {
  one.demo.store.renameMailbox('Sent', 'Posted');
  const posted = one.demo.store.mailbox('Posted');
  await one.call('compose.send', { accountId: one.account, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: 'ferry-9', text: 'x\n', inReplyTo: '', references: [], source: null });
  const rows = await one.operations((all) => all.some(({ kind, state }) => kind === 'send' && (state === 'done' || state === 'parked')));
  expect(rows.map(({ state, failure }) => [state, failure?.code, failure?.detail])).toEqual([['done', undefined, undefined]]);
  expect(posted.messages.filter(({ raw }) => raw.toString('latin1').includes('ferry-9'))).toHaveLength(1);
  await one.list(one.folder('Posted'), (all) => all.some(({ subject }) => subject === 'ferry-9'));
});

test('gone, with none in its place: it is told', async () => {
  one.demo.store.deleteMailbox('Sent');
  await one.call('compose.send', { accountId: one.account, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: 'ferry-10', text: 'x\n', inReplyTo: '', references: [], source: null });
  const [row] = await one.operations((all) => all.some(({ kind, state }) => kind === 'send' && (state === 'done' || state === 'parked')));
  expect(row).toMatchObject({ state: 'parked', accepted: true, failure: { code: 'folder-gone' } });
});
