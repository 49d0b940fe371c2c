/** Texts fetched in the background: after the sync everything of the last year opens without the server, whatever came in between. */
import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { OneAccount } from '../support/one-account.ts';

const YEAR = 365 * 86_400_000;
const COUNT = 60;
const now = Date.now();
let one: OneAccount;
const originalPut = IDBObjectStore.prototype.put;

/** An inbox of which every third message is older than the year, with pictures, HTML and base64 among them. */
beforeEach(async () => {
  one = await OneAccount.start({ seed: false });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await one.stop();
});

const dateOf = (n: number): Date => new Date(now - (n % 3 === 0 ? YEAR + n * 86_400_000 : n * 3_600_000));
function deliver(from: number, count: number): void {
  for (let n = from; n < from + count; n++) {
    const head = `From: a@example.org\nTo: you@example.org\nSubject: letter ${n}\nDate: ${dateOf(n).toUTCString()}\nMIME-Version: 1.0\n`;
    const plain = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(`The text of letter ${n}, ä.\n`).toString('base64')}\n`;
    const html = `Content-Type: text/html\n\n<p>The text of letter ${n}, &auml;.</p>\n`;
    const body = n % 2 ? plain : `Content-Type: multipart/alternative; boundary=b\n\n--b\n${plain}\n--b\n${html}\n--b--\n`;
    one.demo.store.deliver(head + body, 'INBOX');
  }
}
const recent = (rows: readonly MessageRow[]): MessageRow[] => rows.filter(({ date }) => date > now - YEAR);
const texts = async (): Promise<number> => (await one.call('storage.summary', {})).accounts[0]!.texts.count;
async function until(what: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never got there: ${await texts()} texts, log ${JSON.stringify(one.harness.logged.slice(-10))}`);
}
async function opens(row: MessageRow): Promise<string> {
  const view = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body, failure }) => body !== null || failure !== null);
  return view.body?.text ?? view.body?.html ?? `failed: ${view.failure?.code}`;
}

test('a year of mail opens with the server gone, older mail says why it does not', async () => {
  deliver(1, COUNT);
  const rows = await one.list(one.inbox, (found) => found.length === COUNT);
  await until(async () => (await texts()) === recent(rows).length);
  await one.demo.close();
  for (const row of recent(rows)) expect(await opens(row), row.subject).toContain(`The text of ${row.subject}, ä`);
  expect(await opens(rows.find(({ date }) => date < now - YEAR)!)).toMatch(/^failed: (connection|server-bye|timeout)/u);
});

test('what comes later is fetched too, and what a person opens is there at once', async () => {
  deliver(1, COUNT);
  let rows = await one.list(one.inbox, (found) => found.length === COUNT);
  const old = rows.find(({ date }) => date < now - YEAR)!;
  // While the others are on their way.
  expect(await opens(old)).toContain(old.subject);
  await until(async () => (await texts()) === recent(rows).length + 1);
  deliver(COUNT + 1, 1);
  rows = await one.list(one.inbox, (found) => found.length === COUNT + 1);
  await until(async () => (await texts()) === recent(rows).length + 1);
});

test('a killed process goes on where it was', async () => {
  deliver(1, COUNT);
  const rows = await one.list(one.inbox, (found) => found.length === COUNT);
  const third = recent(rows)[3]!;
  expect(await opens(third)).toContain(third.subject);
  await one.killAndRestart();
  await one.ready();
  await until(async () => (await texts()) === recent(rows).length);
  await one.killAndRestart();
  await one.ready();
  await one.demo.close();
  for (const row of recent(rows)) expect(await opens(row)).toContain(row.subject);
});

test('a refused FETCH is asked for in smaller portions', async () => {
  deliver(1, 8);
  const rows = await one.list(one.inbox, (found) => found.length === 8 && found.every(({ preview }) => preview !== null));
  one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'refuse', code: 'SERVERBUG', text: 'cannot read it' }, times: 2 });
  await until(async () => (await texts()) === recent(rows).length);
});

test('a person\'s opening does not wait for a server that is slow with the others', async () => {
  deliver(1, 12);
  const rows = await one.list(one.inbox, (found) => found.length === 12 && found.every(({ preview }) => preview !== null));
  const slow = vi.spyOn(one.demo.faults, 'take');
  const caught = (): boolean => slow.mock.results.some(({ value }) => (value as { kind?: string } | null)?.kind === 'stall-before');
  one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'stall-before' } });
  await until(() => Promise.resolve(caught()));
  expect(await texts()).toBeLessThan(recent(rows).length);
  // Answered while the background's own command never is.
  expect(await opens(rows[0]!)).toContain(rows[0]!.subject);
});

test('what was deleted leaves the disk, and what lay beside it opens without the server', async () => {
  const taken = async (): Promise<number> => (await one.call('storage.summary', {})).accounts[0]!.texts.octets;
  for (let n = 1; n <= COUNT; n++) one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: letter ${n}\nDate: ${new Date(now - n * 60_000).toUTCString()}\n\nThe text of letter ${n}, ${Array.from({ length: 400 }, (_, i) => (n * 7919 + i * 31 + ((i * i * n * n) % 104_729)) % 9973).join(' ')}\n`, 'INBOX');
  const rows = await one.list(one.inbox, (found) => found.length === COUNT);
  await until(async () => (await texts()) === COUNT);
  const before = await taken();
  const gone = rows.filter((_, i) => i % 4 !== 0);
  one.demo.store.expunge('INBOX', gone.map(({ id }) => one.uidOf(id)));
  const left = await one.list(one.inbox, (found) => found.length === rows.length - gone.length);
  await until(async () => (await texts()) === left.length);
  await one.killAndRestart();
  await one.ready();
  await until(async () => (await taken()) < before * 0.5);
  await one.demo.close();
  for (const row of left) expect(await opens(row)).toContain(`The text of ${row.subject},`);
});

test('cleared texts stay cleared, until the settings say otherwise', async () => {
  deliver(1, 12);
  const rows = await one.list(one.inbox, (found) => found.length === 12);
  await until(async () => (await texts()) === recent(rows).length);
  await one.call('storage.clear', { accountId: one.account, kind: 'texts' });
  expect(await texts()).toBe(0);
  await one.killAndRestart();
  await one.ready();
  deliver(100, 1);
  expect(await texts()).toBe(0);
  const { textsFrom: _cleared, ...settings } = DEFAULT_STORAGE;
  await one.call('storage.set', { accountId: one.account, settings: { ...settings, textDays: null } });
  await until(async () => (await texts()) === 13);
});

test('cleared while they are being fetched, they stay cleared too', async () => {
  deliver(1, 12);
  await one.list(one.inbox, (found) => found.length === 12 && found.every(({ preview }) => preview !== null));
  const taken = vi.spyOn(one.demo.faults, 'take');
  const asked = (): boolean => taken.mock.results.some(({ value }) => (value as { kind?: string } | null)?.kind === 'delay');
  one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 400 } });
  await until(() => Promise.resolve(asked()));
  await one.call('storage.clear', { accountId: one.account, kind: 'texts' });
  // What comes now was asked for before.
  await until(() => Promise.resolve(one.harness.logged.some(({ event }) => event === 'texts.ended')));
  expect(await texts()).toBe(0);
});

test('a full disk ends the fetching with a notice; lists, actions and opening go on', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args: Parameters<typeof originalPut>) {
    if (this.name === 'bodyPacks') throw new DOMException('full', 'QuotaExceededError');
    return originalPut.apply(this, args);
  });
  deliver(1, 12);
  const rows = await one.list(one.inbox, (found) => found.length === 12);
  await one.harness.waitFor('app.notices', {}, ({ notices }) => notices.some(({ title }) => title.includes('disk')));
  expect(await opens(rows[0]!)).toContain(rows[0]!.subject);
  await one.call('messages.setFlags', { messageIds: [rows[0]!.id], add: ['flagged'], remove: [] });
  await one.settled();
  expect(one.onServer('INBOX', one.uidOf(rows[0]!.id))!.flags.has('\\Flagged')).toBe(true);
  deliver(13, 1);
  await one.list(one.inbox, (found) => found.length === 13);
  expect(await texts()).toBe(0);
});

test('what is set at the moment at which texts are cleared does not bring them back', async () => {
  const { account: accountId } = one;
  await Promise.all([one.call('storage.clear', { accountId, kind: 'texts' }), one.call('storage.set', { accountId, settings: { attachmentOctets: 1_000_000 } })]);
  const { settings } = (await one.call('storage.summary', {})).accounts[0]!;
  expect(settings).toMatchObject({ attachmentOctets: 1_000_000, chosenSince: [] });
  expect(settings.textsFrom).toBeGreaterThan(0);
});
