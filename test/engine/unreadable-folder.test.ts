/** One folder of which a server says what cannot be used: all others are synced, and new mail comes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { splitFolderId, type AccountId } from '../../shared/ids.ts';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { startRewritingProxy, type RewritingProxy } from '../faults/rewriting-proxy.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: DemoHandle;
let proxy: RewritingProxy;
let disk: Disk;
let harness: Harness;
beforeEach(async () => {
  demo = await quietDemo({ seed: false });
  demo.store.createMailbox('Attic', { subscribed: true });
  if (!demo.store.find('Junk')) demo.store.createMailbox('Junk', { subscribed: true, specialUse: '\\Junk' });
  for (const name of ['Attic', 'Junk']) {
    demo.store.deliver(`From: a@example.org\nSubject: in ${name}\nMessage-ID: <${name}@example.org>\n\nText.\n`, name);
  }
  proxy = await startRewritingProxy(demo.imap.port);
  disk = await createDisk();
  harness = await startHarness(disk);
});
afterEach(async () => {
  await harness.stop();
  await proxy.close();
  await demo.close();
  await removeDisk(disk);
});

/** What SELECT of one folder says: its UIDVALIDITY tells which. */
const uidValidityLine = (name: string): string => `* OK [UIDVALIDITY ${demo.store.mailbox(name).uidValidity}]`;

async function addAccount(): Promise<AccountId> {
  const { settings, password } = settingsFor(demo);
  const added = await harness.client.call('accounts.add', { settings: { ...settings, imap: { ...settings.imap, port: proxy.port } }, password });
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  return added.value.accountId;
}

/** Nobody looks at it: that would have it synced before all others. */
const isSynced = (path: string) => harness.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ id, total, syncing }) => splitFolderId(id).path === path && total === 1 && !syncing));

test('without lasting UIDs it is left out, and the account is up to date', async () => {
  const line = uidValidityLine('Attic');
  proxy.lie((said) => (said.startsWith(line) ? null : said));
  await addAccount();
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');
  expect(proxy.struck).toBe(true);
  await isSynced('Junk');
});

test('where the answer costs the line each time, it comes after all others', async () => {
  const line = uidValidityLine('Attic');
  proxy.lie((said) => (said.startsWith(line) ? `${said}\r\n* VANISHED (LATER) nothing` : said));
  const accountId = await addAccount();
  // Left alone it would not try again for half a minute.
  const impatience = setInterval(() => void harness.client.call('accounts.syncNow', { accountId }), 500);
  try {
    await isSynced('Junk');
    expect(proxy.struck).toBe(true);
    proxy.lie(null);
    await isSynced('Attic');
    await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');
  } finally {
    clearInterval(impatience);
  }
});
