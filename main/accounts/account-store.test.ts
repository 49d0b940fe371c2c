/** What is known of an account's logins outlives the program, and goes with the password and the account. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { ModelDisk } from '../../test/support/model-disk.ts';
import { openJournalFile, type JournalFile } from '../journal/journal-file.ts';
import type { Ports } from '../ports.ts';
import { accountRecordSchema, type Account, type AccountRecord } from './account.ts';
import { AccountStore } from './account-store.ts';
import { noteLogin } from './login-book.ts';

const server = { host: 'mail.example.org', port: 993, security: 'tls' as const, user: '' };
const settings: AccountSettings = { email: 'ann@example.org', name: 'Ann', imap: server, smtp: server, plainConfirmed: false };
const scram = { mechanism: 'SCRAM-SHA-256', unusable: [] };
const plain = { mechanism: 'PLAIN', unusable: ['SCRAM-SHA-256'] };

let directory: string;
let journal: JournalFile<AccountRecord>;
const secrets = new Map<string, string>();
const logged: string[] = [];
// Only what the store uses.
const ports = {
  secrets: { get: (name: string) => Promise.resolve(secrets.get(name)), set: (name: string, value: string) => { secrets.set(name, value); return Promise.resolve(); }, delete: (name: string) => { secrets.delete(name); return Promise.resolve(); } },
  random: (n: number) => new Uint8Array(n).fill(7), clock: { now: () => 0 }, log: (_: string, event: string) => void logged.push(event),
} as unknown as Ports;

async function open(): Promise<AccountStore> {
  journal = await openJournalFile(join(directory, 'accounts.journal'), (value) => accountRecordSchema.parse(value));
  return new AccountStore(journal, ports);
}
async function reopened(): Promise<AccountStore> {
  await journal.close();
  return open();
}

beforeEach(async () => {
  secrets.clear();
  directory = await mkdtemp(join(tmpdir(), 'godwit-accounts-'));
  logged.length = 0;
});
afterEach(async () => {
  await journal.close();
  await rm(directory, { recursive: true, maxRetries: 10, force: true });
});

test('the logins of the first check are kept with the account', async () => {
  const { id } = await (await open()).add(settings, 'secret', { imap: scram });
  const store = await reopened();
  expect(store.get(id)?.email).toBe('ann@example.org');
  expect(store.knownLogins(id)).toEqual({ imap: scram });
});

test('a stronger one replaces it; the same is not written again', async () => {
  const first = await open();
  const account = await first.add(settings, 'secret', { imap: plain });
  await noteLogin(ports, first, account, 'imap', scram);
  await noteLogin(ports, first, account, 'smtp', plain);
  const { size } = journal;
  await noteLogin(ports, first, account, 'imap', { ...scram });
  await noteLogin(ports, first, account, 'imap', null);
  await noteLogin(ports, first, { ...account, demo: true }, 'imap', plain);
  expect(journal.size).toBe(size);
  expect((await reopened()).knownLogins(account.id)).toEqual({ imap: scram, smtp: plain });
});

test('a new password starts anew; an account that goes takes it along', async () => {
  const first = await open();
  const { id } = await first.add(settings, 'secret', { imap: scram, smtp: scram });
  await first.setPassword(id, 'other', { imap: plain });
  const second = await reopened();
  expect(second.knownLogins(id)).toEqual({ imap: plain });
  await second.remove(id);
  expect((await reopened()).knownLogins(id)).toEqual({});
});

test('no disk for the note: the session goes on, and the log says so', async () => {
  const store = await open();
  const account = await store.add(settings, 'secret');
  const full = { knownLogins: store.knownLogins.bind(store), keepLogin: () => Promise.reject(fail('storage', 'The disk is full.')) };
  await noteLogin(ports, full, account, 'imap', scram);
  expect(logged).toEqual(['accounts.login-not-noted']);
});

test('a journal that has grown is rewritten at the start, and says the same', async () => {
  let store = await open();
  const account = await store.add(settings, 'secret', { imap: scram });
  const { id } = account;
  for (let n = 0; n < 1_200; n++) void store.keepLogin(account, 'smtp', n % 2 ? plain : scram);
  await store.keepLogin(account, 'smtp', plain);
  store = await reopened();
  const before = journal.size;
  expect(before).toBeGreaterThan(64 * 1024);
  await store.tidy();
  expect(journal.size).toBeLessThan(2_000);
  const again = await reopened();
  expect(again.all()).toEqual(store.all());
  expect(again.knownLogins(id)).toEqual({ imap: scram, smtp: plain });
});

test('a login that was good while its account was removed or got another server is not kept', async () => {
  const first = await open();
  const account = await first.add(settings, 'secret', { imap: plain });
  let noted = noteWith('account', first, account);
  await first.update(account.id, { ...settings, imap: { ...server, host: 'mail.example.net' } }, 'other', { imap: plain });
  await noted;
  const second = await reopened();
  expect(second.knownLogins(account.id)).toEqual({ imap: plain });
  noted = noteWith('removed', second, second.get(account.id)!);
  await second.remove(account.id);
  await noted;
  expect(second.knownLogins(account.id)).toEqual({});
  await reopened();
  expect(journal.records.at(-1)).toEqual({ t: 'removed', id: account.id });
});

/** Resolves once a login was noted, right behind the next record of this kind and before that one is answered. */
function noteWith(kind: AccountRecord['t'], store: AccountStore, account: Account): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const append = journal.append.bind(journal);
  journal.append = (record) => {
    const written = append(record);
    if (record.t === kind) {
      journal.append = append;
      resolve(noteLogin(ports, store, account, 'imap', scram));
    }
    return written;
  };
  return promise;
}

test('a password that was being tried while its account was removed is not kept, and brings nothing back', async () => {
  const store = await open();
  const { id } = await store.add(settings, 'secret');
  const late = [store.remove(id), store.setPassword(id, 'other', { imap: scram }), store.update(id, settings, 'other', { imap: scram })];
  expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect([...secrets]).toEqual([]);
  expect((await reopened()).all()).toEqual([]);
});

test('an account that is removed while it is being changed stays removed', async () => {
  const store = await open();
  const { id } = await store.add(settings, 'secret');
  await Promise.all([store.update(id, { ...settings, name: 'Ann Ash' }, 'other', null), store.remove(id)]);
  expect([...secrets]).toEqual([]);
  expect((await reopened()).all()).toEqual([]);
});

test('of two changes at once none undoes the other', async () => {
  const store = await open();
  const { id } = await store.add(settings, 'secret');
  const pin = { host: server.host, port: server.port, sha256: Array(32).fill('AB').join(':') };
  await Promise.all([store.trust(id, pin), store.trustResults(id, 'mx.example.org')]);
  expect((await reopened()).get(id)).toMatchObject({ pins: [pin], authservId: 'mx.example.org' });
});

test('what is kept of mail is changed one after the other too, and never of an account that is gone', async () => {
  const store = await open();
  const { id } = await store.add(settings, 'secret');
  await Promise.all([store.changeStorage(id, (before) => ({ ...before, textsFrom: 5 })), store.changeStorage(id, (before) => ({ ...before, textDays: 7 })), store.changeStorage(id, (before) => before)]);
  expect((await reopened()).storage(id)).toMatchObject({ textsFrom: 5, textDays: 7 });
  const again = await reopened();
  const [removed, changed] = await Promise.allSettled([again.remove(id), again.changeStorage(id, (before) => ({ ...before, textDays: 1 }))]);
  expect([removed.status, changed.status]).toEqual(['fulfilled', 'rejected']);
});

test('certificates of more servers than one account has: the newest are kept, and the journal can be read', async () => {
  const store = await open();
  const { id } = await store.add(settings, 'secret');
  for (let port = 1; port <= 12; port++) await store.trust(id, { host: server.host, port, sha256: Array(32).fill('AB').join(':') });
  const again = await reopened();
  expect(journal.setAside).toBeNull();
  expect(again.get(id)?.pins?.map(({ port }) => port)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
});

test('settings that the disk refuses leave the password as it was: it belongs to the server there was', async () => {
  const disk = new ModelDisk();
  journal = await openJournalFile('/profile/accounts.journal', (value) => accountRecordSchema.parse(value), disk);
  const store = new AccountStore(journal, ports);
  const { id } = await store.add(settings, 'secret', { imap: scram });
  disk.onStep = (step) => { throw Object.assign(new Error(step), { code: 'ENOSPC' }); };
  await expect(store.update(id, { ...settings, imap: { ...server, host: 'mail.example.net' } }, 'other', { imap: plain })).rejects.toThrow(/full/u);
  disk.onStep = () => undefined;
  expect([...secrets.values()]).toEqual(['secret']);
  expect([store.get(id)?.imap.host, store.knownLogins(id)]).toEqual(['mail.example.org', { imap: scram }]);
  expect((await openJournalFile('/profile/accounts.journal', (value) => accountRecordSchema.parse(value), disk.restart('kill'))).records).toHaveLength(2);
});
