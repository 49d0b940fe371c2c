/** The whole engine against a real Dovecot: first sync, news from elsewhere, operations, a server that stops answering, certificates that cannot be trusted. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { startDovecot, type Dovecot, type DovecotOptions } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { describeWith, dovecot as requirement } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

let dovecot: Dovecot;
let sink: SmtpSink;
let disk: Disk;
let harness: Harness;

async function start(options: DovecotOptions = {}, trusted = true): Promise<void> {
  dovecot = await startDovecot(options);
  sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
  disk = await createDisk();
  harness = await startHarness(disk, trusted ? { extraCertificates: [readFileSync(dovecot.tls.ca, 'utf8')] } : {});
}

const settings = (change: Partial<AccountSettings['imap']> = {}): AccountSettings => ({
  email: 'alice@example.org', name: 'Alice', plainConfirmed: false,
  imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'tls', user: 'alice', ...change },
  smtp: { host: 'localhost', port: sink.port, security: 'starttls', user: 'alice' },
});
const mail = (n: number | string, extra = '') => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: Note ${n}\nMessage-ID: <note-${n}@example.net>\nDate: Thu, 19 Nov 2026 08:00:00 +0000\n${extra}\nText of note ${n}.\n`;

async function add(change: Partial<AccountSettings['imap']> = {}): Promise<AccountId> {
  const added = await harness.client.call('accounts.add', { settings: settings(change), password: 'alice-pw' });
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  return added.value.accountId;
}
async function refusal(change: Partial<AccountSettings['imap']> = {}) {
  const added = await harness.client.call('accounts.add', { settings: settings(change), password: 'alice-pw' });
  if (added.ok) throw new Error('was accepted');
  return added.failure;
}
const ready = () => harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');

afterEach(async () => {
  await harness.stop();
  await sink.stop();
  await dovecot.stop();
  await removeDisk(disk);
});

describeWith(requirement, 'engine and Dovecot', () => {
  for (const [layout, options] of [['plain names', {}], ['names below INBOX.', { separator: '.', prefix: 'INBOX.' }]] as const) {
    test(`first sync, flags both ways, archive, new mail (${layout})`, async () => {
      await start({ format: 'maildir', ...options });
      for (let n = 1; n <= 30; n++) await dovecot.deliver('alice', mail(n));
      const account = await add();
      await ready();
      const inbox = folderId(account, 'INBOX');
      const list = (until: (subjects: string[]) => boolean) => harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, ({ rows, syncing }) => !syncing && until(rows.map(({ subject }) => subject)));
      const { rows } = await list((subjects) => subjects.length === 30);
      const [first, second] = [rows[0]!, rows[1]!];

      await harness.client.call('messages.setFlags', { messageIds: [first.id], add: ['flagged'], remove: [] });
      await expect.poll(() => dovecot.doveadm(['fetch', '-u', 'alice', 'hdr.subject', 'mailbox', 'INBOX', 'FLAGGED'])).toContain(first.subject);
      await dovecot.doveadm(['flags', 'add', '-u', 'alice', '\\Seen', 'mailbox', 'INBOX', 'HEADER', 'Message-ID', `<${second.subject.toLowerCase().replace(' ', '-')}@example.net>`]);
      await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, (value) => (value.rows.find(({ id }) => id === second.id)!.flags & FLAG.seen) !== 0);

      await harness.client.call('messages.move', { messageIds: [second.id], to: { role: 'archive' } });
      await expect.poll(() => dovecot.doveadm(['search', '-u', 'alice', 'mailbox', options && 'prefix' in options ? 'INBOX.Archive' : 'Archive', 'ALL'])).not.toBe('');
      await list((subjects) => subjects.length === 29);

      await dovecot.deliver('alice', mail('new'));
      await list((subjects) => subjects.includes('Note new'));
    });
  }

  test('a server that falls silent in the middle of it: offline in words, and everything comes once it answers again', async () => {
    await start({ format: 'sdbox' });
    for (let n = 1; n <= 20; n++) await dovecot.deliver('alice', mail(n));
    const account = await add();
    await ready();
    dovecot.pause();
    await harness.client.call('accounts.syncNow', { accountId: account });
    dovecot.resume();
    await dovecot.deliver('alice', mail('later'));
    await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 50 }, ({ rows }) => rows.some(({ subject }) => subject === 'Note later'));
  });

  test('what is done to messages on their way, in one account and to another, while the server is silent', async () => {
    await start();
    for (const name of ['chain', 'twin', 'over']) await dovecot.deliver('alice', mail(name));
    const account = await add();
    await ready();
    const [, bob] = dovecot.users;
    const added = await harness.client.call('accounts.add', { settings: { ...settings({ user: bob!.name }), email: `${bob!.name}@example.org`, smtp: { ...settings().smtp, user: bob!.name } }, password: bob!.password });
    if (!added.ok) throw new Error(JSON.stringify(added.failure));
    const [inbox, archive, theirs] = [folderId(account, 'INBOX'), folderId(account, 'Archive'), folderId(added.value.accountId, 'INBOX')];
    const seen = async (folder: typeof inbox, name: string) => (await harness.waitFor('messages.list', { folderId: folder, from: 0, count: 50 }, ({ rows }) => rows.filter(({ subject }) => subject === `Note ${name}`).length === 1)).rows.find(({ subject }) => subject === `Note ${name}`)!.id;
    const ids = { chain: await seen(inbox, 'chain'), twin: await seen(inbox, 'twin'), over: await seen(inbox, 'over') };
    await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.length === 2 && accounts.every(({ phase }) => phase === 'ready'));
    dovecot.pause();
    const call = async (...asked: Parameters<typeof harness.client.call>): Promise<void> => {
      const result = await harness.client.call(...asked);
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
    };
    await call('messages.move', { messageIds: [ids.chain], to: { folderId: archive } });
    await call('messages.setFlags', { messageIds: [await seen(archive, 'chain')], add: ['flagged'], remove: [] });
    await call('messages.move', { messageIds: [await seen(archive, 'chain')], to: { role: 'trash' } });
    await call('messages.copy', { messageIds: [ids.twin], to: archive });
    await call('messages.setFlags', { messageIds: [await seen(archive, 'twin')], add: ['flagged'], remove: [] });
    await call('messages.move', { messageIds: [ids.over], to: { folderId: theirs } });
    await call('messages.setFlags', { messageIds: [await seen(theirs, 'over')], add: ['flagged', 'seen'], remove: [] });
    dovecot.resume();
    const { operations } = await harness.waitFor('activity.list', {}, ({ operations: all }) => all.every(({ state }) => state === 'done' || state === 'parked'));
    expect(operations.map(({ title, state, failure }) => [title, state, failure?.message])).toEqual(operations.map(({ title }) => [title, 'done', undefined]));
    const flags = async (user: string, name: string) => (await dovecot.doveadm(['-f', 'tab', 'fetch', '-u', user, 'mailbox flags', 'HEADER', 'Message-ID', `<note-${name}@example.net>`])).trim().split('\n').slice(1).map((line) => line.replace(' \\Recent', '').replace('\\Recent', '').replace('\t', ' ').trim()).sort();
    expect([await flags('alice', 'chain'), await flags('alice', 'twin'), await flags('alice', 'over'), await flags(bob!.name, 'over')])
      .toEqual([['Trash \\Flagged'], ['Archive \\Flagged', 'INBOX'], [], ['INBOX \\Flagged \\Seen']]);
  });

  test('restarted underneath us: connected again by itself', async () => {
    await start();
    await dovecot.deliver('alice', mail(1));
    const account = await add();
    await ready();
    await dovecot.restart();
    await dovecot.deliver('alice', mail(2));
    await harness.client.call('accounts.syncNow', { accountId: account });
    await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 50 }, ({ total }) => total === 2);
  });

  test('STARTTLS works as TLS does', async () => {
    await start();
    await dovecot.deliver('alice', mail(1));
    const account = await add({ port: dovecot.ports.imap, security: 'starttls' });
    await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 50 }, ({ total }) => total === 1);
  });

  for (const [certificate, trusted, words] of [['expired', true, /expired/iu], ['wrong-host', true, /name|host/iu], ['self-signed', true, /self-signed|issuer|authority/iu], ['valid', false, /self-signed|issuer|authority/iu]] as const) {
    test(`a certificate that is ${trusted ? certificate : 'from an unknown authority'} is refused with its reason, and no password is sent`, async () => {
      await start({ certificate }, trusted);
      const failure = await refusal();
      expect(failure).toMatchObject({ code: 'certificate', step: 'imap-connect' });
      expect(`${failure.message} ${failure.detail ?? ''}`).toMatch(words);
      expect(dovecot.logs()).not.toMatch(/user=<alice>/u);
    });
  }

  test('a plain port where TLS was expected', async () => {
    await start();
    expect(await refusal({ port: dovecot.ports.imap })).toMatchObject({ code: 'not-tls', step: 'imap-connect' });
  });

  test('wrong password, in Dovecot\'s words', async () => {
    await start();
    const added = await harness.client.call('accounts.add', { settings: settings(), password: 'wrong' });
    expect(added).toMatchObject({ ok: false, failure: { code: 'authentication', step: 'imap-login', detail: expect.stringContaining('Authentication failed') as string } });
  });
});
