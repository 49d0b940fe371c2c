import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const again = () => one.call('accounts.syncNow', { accountId: one.account });
const tree = (until: (names: string[]) => boolean) => one.harness.waitFor('folders.tree', {}, ({ folders }) => until(folders.map(({ name }) => name)));
const defects = () => one.harness.logged.filter(({ level }) => level === 'error');

test('a folder deleted on the server while something waits for it: the operation is parked, the others go on', async () => {
  const rows = await one.list();
  one.demo.store.createMailbox('Harbour');
  await again();
  await tree((names) => names.includes('Harbour'));
  await one.list(one.folder('Harbour'), () => true);
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  one.demo.cutConnections();
  await one.call('messages.move', { messageIds: [rows[0]!.id], to: { folderId: one.folder('Harbour') } });
  await one.call('messages.setFlags', { messageIds: [rows[1]!.id], add: ['answered'], remove: [] });
  one.demo.store.deleteMailbox('Harbour');
  one.demo.faults.clear();
  await again();
  const operations = await one.settled();
  // Asked first, the server says that the folder could be made; once the list of folders has told, it is gone.
  const moved = operations.find(({ kind }) => kind === 'move')!;
  expect(operations.map(({ state, kind }) => `${kind} ${state}`)).toContain('set-flags done');
  if (moved.state === 'parked') await one.list(one.inbox, (now) => now[0]?.id === rows[0]!.id);
  else expect(one.demo.store.messages('Harbour')).toHaveLength(1);
  expect(defects()).toEqual([]);
});

test('a folder renumbered while something waits for it: it is done to the same messages, known by their Message-ID, and where there is doubt to none', async () => {
  const rows = await one.list();
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  one.demo.cutConnections();
  const meant = rows.slice(0, 5);
  await one.call('messages.move', { messageIds: meant.map(({ id }) => id), to: { role: 'trash' } });
  await one.call('messages.move', { messageIds: [rows[5]!.id], to: { role: 'archive' } });
  const before = one.demo.store.messages('Trash').length;
  const twin = one.onServer('INBOX', one.uidOf(rows[5]!.id))!;
  one.demo.store.deliver(twin.raw.toString('latin1'));
  one.demo.store.changeUidValidity('INBOX');
  one.demo.faults.clear();
  await again();
  const operations = await one.settled();
  expect(operations.map(({ state, failure }) => [state, failure?.code])).toEqual([['parked', 'uid-validity-changed'], ['done', undefined]]);
  expect(one.demo.store.messages('Trash')).toHaveLength(before + meant.length);
  const trash = await one.list(one.folder('Trash'), (now) => now.length === before + meant.length);
  for (const { subject } of meant) expect(trash.map((row) => row.subject)).toContain(subject);
  // All others are called what they were called; which of the twins was the one that was here nobody can say.
  const rest = new Set(rows.slice(6).map(({ id }) => id));
  const now = await one.list(one.inbox, (found) => found.length === rows.length - meant.length + 1 && found.filter(({ id }) => rest.has(id)).length === rest.size);
  expect(now.map(({ id }) => id)).not.toContain(rows[5]!.id);
  expect(defects()).toEqual([]);
});

test('a folder renamed: its messages are under the new name, and nowhere twice', async () => {
  const rows = await one.list(one.folder('Archive'));
  one.demo.store.renameMailbox('Archive', 'Attic');
  await again();
  await tree((names) => names.includes('Attic') && !names.includes('Archive'));
  await one.list(one.folder('Attic'), (now) => now.length === rows.length);
  expect(defects()).toEqual([]);
});

test('an account removed in the middle of its first sync and with a message to send leaves nothing behind', async () => {
  for (let i = 0; i < 3_000; i++) one.demo.store.deliver(`From: a@example.org\nSubject: many-${i}\n\nx\n`);
  one.demo.faults.add({ protocol: 'smtp', command: 'GREETING', effect: { kind: 'delay', ms: 300 } });
  await one.call('compose.send', { accountId: one.account, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: 'late', text: 'x', inReplyTo: '', references: [], source: null });
  void again();
  await one.call('accounts.remove', { accountId: one.account });
  await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.length === 0);
  await tree((names) => names.length === 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await tree((names) => names.length === 0);
  expect(await one.operations(() => true)).toEqual([]);
  expect(defects()).toEqual([]);
});
