/** Attachments: fetched in ranges into a file, kept, gone on with after a cut, evicted. */
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import { startDemo } from '../../app/demo/start-demo.ts';
import { createDisk, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import type { FileToSave } from '../../main/ports.ts';
import type { AccountId, MessageId } from '../../shared/ids.ts';
import { folderId } from '../../shared/ids.ts';

const OCTETS = 3_000_000;
const content = Buffer.alloc(OCTETS, 'Godwit flies north. ');
const saved: { name: string; content: Buffer }[] = [];
let demo: Awaited<ReturnType<typeof startDemo>>;
let disk: Disk;
let harness: Harness;
let account: AccountId;

beforeEach(async () => {
  saved.length = 0;
  demo = await startDemo({ seed: false, replyAfterMs: null });
  const file = content.toString('base64').replace(/.{76}/gu, '$&\n');
  demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: map\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the map.\n--b\nContent-Type: application/pdf; name=map.pdf\nContent-Disposition: attachment; filename=map.pdf\nContent-Transfer-Encoding: base64\n\n${file}\n--b--\n`, 'INBOX');
  disk = await createDisk();
  harness = await startHarness(disk, { desktop: { openLink: () => Promise.resolve(), saveFile: keep, badge: () => {}, show: () => {} } });
  account = (await call('accounts.add', settingsFor(demo))).accountId;
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
});
afterEach(async () => {
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

async function keep({ name, read, release }: FileToSave): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read()) pieces.push(piece);
  await release();
  saved.push({ name, content: Buffer.concat(pieces) });
  return '/saved';
}

async function call<K extends Parameters<Harness['client']['call']>[0]>(name: K, input: Parameters<Harness['client']['call']>[1]) {
  const result = await harness.client.call(name, input as never);
  if (!result.ok) throw Object.assign(new Error(`${name}: ${JSON.stringify(result.failure)}`), { code: result.failure.code });
  return result.value;
}
async function map(): Promise<MessageId> {
  const { rows } = await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 10 }, ({ rows: found }) => found.length === 1);
  return rows[0]!.id;
}
const save = async (): Promise<unknown> => call('attachments.save', { messageId: await map(), section: '2' });
const use = async () => (await call('storage.summary', {})).accounts[0]!.attachments;

test('comes whole, and a second time without the server', async () => {
  await save();
  expect(saved[0]!.name).toBe('map.pdf');
  expect(saved[0]!.content.equals(content)).toBe(true);
  expect((await use()).count).toBe(1);
  await demo.close();
  await save();
  expect(saved[1]!.content.equals(content)).toBe(true);
});

test('cut in the middle it goes on behind what has come', async () => {
  await map();
  const take = vi.spyOn(demo.faults, 'take');
  demo.faults.add({ command: 'UID FETCH', effect: { kind: 'cut', afterOctets: 700_000 }, skip: 1, times: 2 });
  await save();
  expect(take.mock.results.filter(({ value }) => (value as { kind?: string } | null)?.kind === 'cut')).toHaveLength(2);
  expect(saved[0]!.content.equals(content)).toBe(true);
});

test('clearing and a smaller limit remove the files', async () => {
  await save();
  expect((await use()).octets).toBeGreaterThan(OCTETS);
  await call('storage.set', { accountId: account, settings: { ...DEFAULT_STORAGE, attachmentOctets: 1000 } });
  expect(await use()).toEqual({ count: 0, octets: 0 });
  await call('storage.set', { accountId: account, settings: DEFAULT_STORAGE });
  await save();
  await call('storage.clear', { accountId: account, kind: 'attachments' });
  expect(await use()).toEqual({ count: 0, octets: 0 });
  await save();
  await call('accounts.remove', { accountId: account });
  expect(await readdir(`${disk.profile}/attachments`)).toEqual([]);
  expect(saved.every((one) => one.content.equals(content))).toBe(true);
});

test('how far it is can be watched, and nothing is left of it in the end', async () => {
  const messageId = await map();
  const seen: { octets: number; total: number }[] = [];
  let under = 0;
  const stop = harness.client.watch('attachments.transfers', {}, {
    onValue({ transfers }) {
      under = transfers.length;
      seen.push(...transfers.filter((one) => one.messageId === messageId && one.section === '2'));
    },
    onFailure: (failure) => { throw new Error(failure.message); },
  });
  demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 300 }, skip: 1, times: 2 });
  await save();
  await expect.poll(() => under).toBe(0);
  stop();
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.every(({ octets, total }, at) => octets <= total && octets >= (seen[at - 1]?.octets ?? 0))).toBe(true);
  expect(Math.max(...seen.map(({ octets }) => octets))).toBeGreaterThan(1_000_000);
});

test('where none is kept, one that has come does not take away another that is on its way', async () => {
  const parts = ['one', 'two', 'three'].map((name) => `--b\nContent-Type: application/pdf; name=${name}.pdf\nContent-Disposition: attachment\n\n${name} ${'x'.repeat(2_000_000)}\n`);
  demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: three\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${parts.join('')}--b--\n`, 'INBOX');
  const { rows } = await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 10 }, ({ rows: found }) => found.length === 2);
  const three = rows.find(({ subject }) => subject === 'three')!.id;
  await call('storage.set', { accountId: account, settings: { ...DEFAULT_STORAGE, attachmentOctets: 0 } });
  await Promise.all(['1', '2', '3'].map((section) => call('attachments.save', { messageId: three, section })));
  expect(saved.map((one) => one.content.toString('latin1', 0, 4).trim()).toSorted()).toEqual(['one', 'thre', 'two']);
  expect(saved.every((one) => one.content.length > 2_000_000)).toBe(true);
  await expect.poll(async () => (await use()).count).toBe(0);
});

test('kept beyond the limit it still reaches the user', async () => {
  await call('storage.set', { accountId: account, settings: { ...DEFAULT_STORAGE, attachmentOctets: 1000 } });
  await save();
  expect(saved[0]!.content.equals(content)).toBe(true);
  expect(await use()).toEqual({ count: 0, octets: 0 });
});
