/** What each account is doing, as a window is told. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountActivity } from '../../shared/model/activity.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const doing = async (until: (account: AccountActivity) => boolean): Promise<AccountActivity> =>
  (await one.harness.waitFor('activity.accounts', {}, ({ accounts }) => accounts[0] !== undefined && until(accounts[0]))).accounts[0]!;
const down = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  one.demo.cutConnections();
};

test('ready, offline since and with the next try, with what waits, and ready again', async () => {
  expect(await doing(({ phase }) => phase === 'ready')).toMatchObject({ status: 'Up to date', failure: null, retryAt: null, progress: null, waiting: 0, parked: 0 });
  const [row] = await one.list();
  const before = Date.now();
  down();
  await one.call('messages.setFlags', { messageIds: [row!.id], add: ['flagged'], remove: [] });
  const offline = await doing(({ phase, waiting, failure }) => phase === 'offline' && waiting === 1 && failure !== null);
  expect(offline.since).toBeGreaterThanOrEqual(before - 1_000);
  expect(offline.retryAt).toBeGreaterThan(offline.since);
  expect(offline.heardAt).not.toBeNull();
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  expect(await doing(({ phase, waiting }) => phase === 'ready' && waiting === 0)).toMatchObject({ failure: null, retryAt: null });
});

test('what the server refuses for good is counted as waiting for the user, and no longer once it is given up', async () => {
  const [row] = await one.list();
  one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not yours' } });
  await one.call('messages.setFlags', { messageIds: [row!.id], add: ['flagged'], remove: [] });
  expect(await doing(({ parked }) => parked === 1)).toMatchObject({ waiting: 0, phase: 'ready' });
  const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
  await one.call('activity.discard', { operationId: parked!.id });
  await doing(({ parked: left }) => left === 0);
});
