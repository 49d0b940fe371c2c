/** What only this computer has, over kill -9 of the whole engine and the loss of the mirror: drafts and settings. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftId } from '../../shared/ids.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const D = draftId('d');
const outgoing = () => ({ accountId: one.account, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: 'ferry', text: 'Noon.', inReplyTo: '', references: [], source: null });
const save = (text: string, extra: Partial<CommandInput<'drafts.save'>> = {}): CommandInput<'drafts.save'> => ({
  id: D, writer: 'w', base: 0, open: true, ...extra,
  letter: { accountId: one.account, to: 'ann@example.net\nnot yet an addr', cc: '', bcc: '', subject: 'ferry', text, inReplyTo: '', references: [], source: null, replaces: null },
});
const drafts = async () => (await one.harness.waitFor('drafts.list', {}, () => true)).drafts;

test('a letter is as it was after kill -9 and with a mirror that has lost everything', async () => {
  await one.call('drafts.save', save('Noon'));
  await one.call('drafts.save', save('Noon, or later'));
  await one.killAndRestart();
  one.harness.restartMirror(new IDBFactory());
  expect(await drafts()).toMatchObject([{ id: D, open: true, subject: 'ferry', preview: 'Noon, or later' }]);
  expect(await one.call('drafts.read', { id: D })).toMatchObject({ letter: save('Noon, or later').letter, revision: 2 });
  await one.call('drafts.discard', { id: D });
  await one.killAndRestart();
  expect(await drafts()).toEqual([]);
  await one.call('drafts.restore', { id: D });
  expect(await drafts()).toHaveLength(1);
});

test('sent and killed at once, and sent again by a window that was not told: one message leaves', async () => {
  await one.call('drafts.save', save('Noon'));
  // Killed on its way out, its fate would be unknown, which is another story.
  one.demo.faults.add({ protocol: 'smtp', command: 'GREETING', effect: { kind: 'bye', text: 'busy' }, times: 1 });
  const claim = { id: D, writer: 'w', base: 0 };
  const first = await one.call('compose.send', { ...outgoing(), draft: claim });
  await one.operations((rows) => rows[0]?.state === 'waiting');
  await one.killAndRestart();
  expect(await one.call('compose.send', { ...outgoing(), draft: claim })).toEqual(first);
  expect(await one.call('drafts.save', save('Noon, late'))).toEqual({ state: 'gone', sent: true });
  await one.ready();
  await one.settled();
  expect([one.demo.submissions.length, await drafts()]).toEqual([1, []]);
});

test('an account that is removed takes no letter with it', async () => {
  await one.call('drafts.save', save('Noon'));
  await one.call('accounts.remove', { accountId: one.account });
  await one.killAndRestart();
  expect(await drafts()).toHaveLength(1);
});

test('settings: kept over kill -9, in a file that nobody else can read', async () => {
  await one.call('settings.change', { appearance: { theme: 'dark' } });
  await one.killAndRestart();
  expect(await one.harness.waitFor('settings.read', {}, () => true)).toMatchObject({ isUntouched: false, settings: { appearance: { theme: 'dark', accent: 'teal' } } });
  const journals = readdirSync(one.profile).filter((name) => name.endsWith('.journal')).sort();
  expect(journals).toEqual(['accounts.journal', 'operations.journal', 'outbox.journal', 'settings.journal']);
  if (process.platform !== 'win32') expect(journals.map((name) => statSync(join(one.profile, name)).mode & 0o777)).toEqual(journals.map(() => 0o600));
});
