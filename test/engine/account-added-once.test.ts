/** An account is there once, however often it is asked for, and not at all where it was given up. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: DemoHandle;
let disk: Disk;
let harness: Harness;

beforeEach(async () => {
  demo = await quietDemo();
  disk = await createDisk();
});
afterEach(async () => {
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});
const emails = async (until: (count: number) => boolean = () => true) =>
  (await harness.waitFor('accounts.list', {}, ({ accounts }) => until(accounts.length))).accounts.map(({ email }) => email);

test('asked for again with the same words, as after an answer that was lost on the way, it is the one there is', async () => {
  harness = await startHarness(disk);
  const first = await harness.client.call('accounts.add', settingsFor(demo));
  expect(first.ok).toBe(true);
  expect(await harness.client.call('accounts.add', settingsFor(demo))).toEqual(first);
  expect(await emails()).toEqual([demo.account.email]);
  expect(disk.secrets.size).toBe(1);
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');
});

test('under another name it is another one: two people may share a mailbox', async () => {
  harness = await startHarness(disk);
  const { settings, password } = settingsFor(demo);
  for (const name of ['Ann', 'Bo']) expect(await harness.client.call('accounts.add', { settings: { ...settings, name }, password })).toMatchObject({ ok: true });
  expect(await emails()).toHaveLength(2);
});

test('given up while it is written to the disk, it is not there', async () => {
  const cancel = new AbortController();
  harness = await startHarness(disk, {
    secrets: {
      describe: () => ({ note: 'in memory', weak: true }),
      get: (name) => Promise.resolve(disk.secrets.get(name)),
      set(name, value) {
        disk.secrets.set(name, value);
        cancel.abort();
        // It reaches the engine meanwhile.
        return new Promise((resolve) => setTimeout(resolve, 20));
      },
      delete: (name) => Promise.resolve(void disk.secrets.delete(name)),
    },
  });
  expect(await harness.client.call('accounts.add', settingsFor(demo), { signal: cancel.signal })).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  await expect.poll(() => disk.secrets.size).toBe(0);
  expect(await emails()).toEqual([]);
  await harness.stop();
  harness = await startHarness(disk);
  expect(await emails()).toEqual([]);
});

test('the demo mailbox, asked for twice at once, is there once', async () => {
  harness = await startHarness(disk, { demo: { start: () => Promise.resolve({ ...demo.account, imap: demo.imap, smtp: demo.smtp }) } });
  const [one, other] = await Promise.all([harness.client.call('accounts.addDemo', {}), harness.client.call('accounts.addDemo', {})]);
  expect(one).toMatchObject({ ok: true });
  expect(other).toEqual(one);
  expect(await emails()).toHaveLength(1);
});
