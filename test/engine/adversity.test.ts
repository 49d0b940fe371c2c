import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const deliver = (subject: string) => one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nx\n`);

describe('a password the server no longer takes', () => {
  test('what was queued waits for the new one: not backed out, not parked, and not one login for each', async () => {
    const rows = await one.list();
    one.demo.faults.add({ command: 'LOGIN', effect: { kind: 'refuse', code: 'AUTHENTICATIONFAILED', text: 'No' }, times: 1000 });
    one.demo.faults.add({ command: 'AUTHENTICATE', effect: { kind: 'refuse', code: 'AUTHENTICATIONFAILED', text: 'No' }, times: 1000 });
    one.demo.cutConnections();
    await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'needs-you');
    for (const row of rows.slice(0, 3)) await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await pause(300);
    const operations = await one.operations(() => true);
    expect(operations.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(rows[0]!.id))).toBeUndefined();
  });
});

describe('the mirror goes away', () => {
  test('and comes back empty: it is filled again at once', async () => {
    await one.list();
    await pause(300); // nobody asks the server for anything
    one.harness.restartMirror(new IDBFactory());
    await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ role, total }) => role === 'inbox' && total > 0));
  });

  test('while something is refused: what was hidden is seen again when it is back', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    const { operationId } = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await one.list(one.inbox, (rows) => rows[0]?.id !== row.id);
    one.harness.stopMirror();
    await one.call('activity.undo', { operationId });
    one.demo.faults.clear();
    one.harness.restartMirror();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.list(one.inbox, (rows) => rows[0]?.id === row.id);
  });

  test('while something is taken back, and then the engine is killed: seen again after the start', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    const { operationId } = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await one.list(one.inbox, (rows) => rows[0]?.id !== row.id);
    one.harness.stopMirror();
    await one.call('activity.undo', { operationId });
    one.demo.faults.clear();
    await one.killAndRestart();
    await one.list(one.inbox, (rows) => rows[0]?.id === row.id);
  });
});

test('messages expunged by somebody else while the folder is compared: the sync goes on', async () => {
  const rows = await one.list();
  one.demo.faults.add({ command: 'UID SEARCH', effect: { kind: 'delay', ms: 300 } });
  deliver('wake-1');
  await pause(100);
  one.demo.store.expunge('INBOX', [one.uidOf(rows[3]!.id), one.uidOf(rows[4]!.id)]);
  await one.list(one.inbox, (now) => now[0]?.subject === 'wake-1' && now.every(({ id }) => id !== rows[3]!.id));
  expect(one.harness.logged.filter(({ event }) => event === 'sync.interrupted')).toEqual([]);
});

test('a FETCH that the server refuses is asked for again in smaller portions', async () => {
  one.demo.store.createMailbox('Ledger');
  for (let i = 0; i < 6; i++) one.demo.store.deliver(`From: a@example.org\nSubject: batch-${i}\n\nx\n`, 'Ledger');
  one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'refuse', code: 'UNAVAILABLE', text: 'UID FETCH Server error' }, times: 2 });
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ name, total, syncing }) => name === 'Ledger' && total === 6 && !syncing));
  expect(one.harness.logged.filter(({ event }) => event === 'sync.folder-refused')).toEqual([]);
});

describe('the same message, twice', () => {
  test('on a server without MOVE and UIDPLUS it is copied once', async () => {
    await one.stop();
    one = await OneAccount.start({ without: ['MOVE', 'UIDPLUS'] });
    const before = one.demo.store.messages('Archive').length;
    const row = await one.newest();
    const move = () => one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await Promise.all([move(), move()]);
    await move();
    await one.settled();
    expect(one.demo.store.messages('Archive')).toHaveLength(before + 1);
    expect((await one.operations(() => true)).filter(({ state }) => state === 'parked')).toEqual([]);
  });
});

test('a search that was given up does not hold up the next one', async () => {
  one.demo.faults.add({ command: 'UID SEARCH', effect: { kind: 'stall-before' } });
  const scope = { folderId: one.inbox };
  const close = one.harness.client.watch('search.results', { text: 'a', scope }, { onValue() {}, onFailure() {} });
  await pause(300);
  close();
  await one.harness.waitFor('search.results', { text: 'e', scope }, ({ state, failures }) => state === 'done' && failures.length === 0);
});
