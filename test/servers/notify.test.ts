/** NOTIFY with a real Dovecot: changes in folders that are not open, and folders that come, are known without being asked for. */
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'vitest';
import { folderId, type AccountId } from '../../shared/ids.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { describeWith, dovecot as requirement } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

let dovecot: Dovecot;
let sink: SmtpSink;
let disk: Disk;
let harness: Harness;

async function start(): Promise<AccountId> {
  dovecot = await startDovecot();
  sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
  disk = await createDisk();
  harness = await startHarness(disk, { extraCertificates: [readFileSync(dovecot.tls.ca, 'utf8')] });
  await dovecot.deliver('alice', mail('first'));
  const added = await harness.client.call('accounts.add', {
    settings: {
      email: 'alice@example.org', name: 'Alice', plainConfirmed: false,
      imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'tls', user: 'alice' },
      smtp: { host: 'localhost', port: sink.port, security: 'starttls', user: 'alice' },
    },
    password: 'alice-pw',
  });
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');
  return added.value.accountId;
}

afterEach(async () => {
  await harness.stop();
  await sink.stop();
  await dovecot.stop();
  await removeDisk(disk);
});

const mail = (subject: string) => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.net>\n\nText.\n`;
const total = (account: AccountId, name: string, count: number, unread?: number) => harness.waitFor('folders.tree', {}, ({ folders }) => folders.some((folder) => folder.id === folderId(account, name) && folder.total === count && (unread === undefined || folder.unread === unread)));

describeWith(requirement, 'NOTIFY', () => {
  test('mail, flags and deletions in a folder nobody looks at; a folder made by another client', async () => {
    const account = await start();
    await dovecot.doveadm(['save', '-u', 'alice', '-m', 'Archive'], mail('filed'));
    await total(account, 'Archive', 1, 1);
    await dovecot.doveadm(['flags', 'add', '-u', 'alice', '\\Seen', 'mailbox', 'Archive', 'all']);
    await total(account, 'Archive', 1, 0);
    await dovecot.doveadm(['mailbox', 'create', '-u', 'alice', 'Harbour']);
    await dovecot.doveadm(['save', '-u', 'alice', '-m', 'Harbour'], mail('moored'));
    await total(account, 'Harbour', 1);
    await dovecot.doveadm(['expunge', '-u', 'alice', 'mailbox', 'Archive', 'all']);
    await total(account, 'Archive', 0);
  });

  test('mail in the inbox still comes by itself while NOTIFY is on', async () => {
    const account = await start();
    await dovecot.deliver('alice', mail('second'));
    await total(account, 'INBOX', 2);
  });
});
