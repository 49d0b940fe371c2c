/** A conversation on a real server: a letter that came, and the answer that Godwit sent and filed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import { folderId, type AccountId } from '../../shared/ids.ts';
import { makeCertificates } from '../support/certificates.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { describeWith } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { kinds } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';
import type { RealServer } from './matrix/probe.ts';

const letter = Buffer.from('From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: Low water\r\nMessage-ID: <low-water@example.net>\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWhen?\r\n');

describeWith(kinds.dovecot.requirement, 'a conversation on Dovecot', () => {
  let folder: string;
  let server: RealServer;
  let sink: SmtpSink;
  let disk: Disk;
  let harness: Harness;
  let account: AccountId;

  beforeAll(async () => {
    folder = await mkdtemp('/tmp/gw-sink-');
    const certificate = await makeCertificates(join(folder, 'tls'));
    server = await kinds.dovecot.start();
    sink = await startSmtpSink({ certificate, users: server.users, onMessage: () => undefined });
    disk = await createDisk();
    harness = await startHarness(disk, { extraCertificates: [server.authority, certificate.caPem] });
    const other = await openSession(sessionOptions(server));
    await other.append('INBOX', letter, { flags: [] });
    other.destroy();
    const user = server.users[0]!;
    const added = await harness.client.call('accounts.add', {
      settings: {
        email: 'alice@example.org', name: 'Alice', plainConfirmed: false,
        imap: { host: 'localhost', port: server.ports.imaps, security: 'tls', user: user.name },
        smtp: { host: 'localhost', port: sink.port, security: 'starttls', user: user.name },
      },
      password: user.password,
    });
    if (!added.ok) throw new Error(JSON.stringify(added.failure));
    account = added.value.accountId;
  });
  afterAll(async () => {
    await harness?.stop();
    await sink?.stop();
    await server?.stop();
    if (disk) await removeDisk(disk);
    await rm(folder, { recursive: true, force: true });
  });

  test('holds what was sent', async () => {
    const list = (total: number) => harness.waitFor('conversations.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 50 }, ({ rows }) => rows[0]?.total === total);
    const { rows: [row] } = await list(1);
    const prepared = await harness.client.call('compose.prepare', { messageId: row!.id, kind: 'reply' });
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
    const sent = await harness.client.call('compose.send', { ...prepared.value, text: 'At six.' });
    expect(sent.ok).toBe(true);
    const { rows: [answered] } = await list(2);
    expect(answered).toMatchObject({ id: row!.id, subject: 'Low water', count: 1, people: [{ address: 'ann@example.net' }, { address: 'alice@example.org' }] });
    const { messages } = await harness.waitFor('conversations.open', { messageId: row!.id, withDeleted: false }, ({ total }) => total === 2);
    expect(messages.map(({ folder: { name, role }, row: { subject } }) => [name, role, subject])).toEqual([['Inbox', 'inbox', 'Low water'], ['Sent', 'sent', 'Re: Low water']]);
  });
});
