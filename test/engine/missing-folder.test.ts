/** A server that forgets a folder for a moment loses nobody anything (a LIST is no proof). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

/** LIST leaves a folder out from now on; answers how to end that, and how many listings were asked for. */
function forget(name: string) {
  const { store } = one.demo;
  const real = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(store), 'mailboxes')!.get!.bind(store) as () => { name: string }[];
  let listings = 0;
  Object.defineProperty(store, 'mailboxes', { configurable: true, get: () => (listings++, real().filter((mailbox) => mailbox.name !== name)) });
  return { remember: () => void Reflect.deleteProperty(store, 'mailboxes'), listings: () => listings };
}

async function surveyed(listings: () => number, count: number): Promise<void> {
  while (listings() < count) {
    await one.call('accounts.syncNow', { accountId: one.account });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await one.ready();
}
const names = async (): Promise<string[]> => (await one.harness.waitFor('folders.tree', {}, () => true)).folders.map(({ name }) => name);

test('missing once, it stays with all it holds and is there again afterwards', async () => {
  const rows = await one.list(one.folder('Archive'));
  const { remember, listings } = forget('Archive');
  await surveyed(listings, 1);
  expect(await names()).toContain('Archive');
  expect(await one.list(one.folder('Archive'))).toHaveLength(rows.length);
  remember();
  one.demo.store.deliver('From: a@example.org\nSubject: Later\n\nx\n', 'Archive');
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.list(one.folder('Archive'), (now) => now.length === rows.length + 1);
});

test('missing from one listing after another, it goes in the end; the inbox never does', async () => {
  await one.list(one.folder('Archive'));
  forget('Archive');
  const timer = setInterval(() => void one.call('accounts.syncNow', { accountId: one.account }), 150);
  await one.harness.waitFor('folders.tree', {}, ({ folders }) => !folders.some(({ name }) => name === 'Archive')).finally(() => clearInterval(timer));
  const { listings } = forget('INBOX');
  await surveyed(listings, 4);
  expect((await one.list()).length).toBeGreaterThan(0);
});
