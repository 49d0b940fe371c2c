/** What there is to know of a message, with every real server: its header, a message inside it, a calendar, all in the flight of its text. */
import { mkdtemp, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import { folderId } from '../../shared/ids.ts';
import { makeCertificates } from '../support/certificates.ts';
import { createDisk, removeDisk, startHarness } from '../support/engine-harness.ts';
import { describeWith } from '../support/requires.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { kinds, type ServerKind } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';

const LETTER = Buffer.from([
  'From: Ann <ann@example.net>', 'To: alice@example.org', 'Subject: around', 'Date: Thu, 19 Nov 2026 08:00:00 +0530', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
  '--b', 'Content-Type: text/plain', '', 'See below', '--b', 'Content-Type: message/rfc822', '', 'From: Pat <pat@example.com>', 'Subject: =?utf-8?q?ins=C3=AFde?=', 'MIME-Version: 1.0', 'Content-Type: text/plain', '', 'inner', '',
  '--b', 'Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:1', 'DTSTART:20261124T140000Z', 'SUMMARY:Walk', 'END:VEVENT', 'END:VCALENDAR', '--b--', '',
].join('\r\n'));

for (const kind of Object.values<ServerKind>(kinds)) describeWith(kind.requirement, `details on ${kind.name}`, () => {
  test('are whole', async () => {
    const certificates = await mkdtemp('/tmp/gw-details-');
    const certificate = await makeCertificates(certificates);
    const server = await kind.start();
    const sink = await startSmtpSink({ certificate, users: server.users, onMessage: () => undefined });
    const disk = await createDisk();
    const harness = await startHarness(disk, { patienceMs: kind.patienceMs, extraCertificates: [server.authority, certificate.caPem] });
    try {
      const other = await openSession(sessionOptions(server));
      await other.append('INBOX', LETTER, { flags: [] });
      other.destroy();
      const user = server.users[0]!;
      const added = await harness.client.call('accounts.add', {
        settings: { email: 'alice@example.org', name: 'Alice', plainConfirmed: false, imap: { host: 'localhost', port: server.ports.imaps, security: 'tls', user: user.name }, smtp: { host: 'localhost', port: sink.port, security: 'starttls', user: user.name } },
        password: user.password,
      });
      if (!added.ok) throw new Error(JSON.stringify(added.failure));
      const list = await harness.waitFor('messages.list', { folderId: folderId(added.value.accountId, 'INBOX'), from: 0, count: 10 }, ({ rows }) => rows.length === 1);
      const { id: messageId } = list.rows[0]!;
      await harness.waitFor('messages.view', { messageId }, ({ body }) => body?.text?.includes('See below') === true);
      const details = await harness.waitFor('messages.details', { messageId }, ({ header, failure }) => header !== null || failure !== null);
      expect(details.failure).toBeNull();
      expect(details.header!.date).toMatchObject({ offset: 330 });
      expect(details.serverDate).toBeGreaterThan(0);
      expect(details.structure.find(({ message }) => message)).toMatchObject({ section: '2', subject: 'insïde' });
      expect(details.invitation).toMatchObject({ section: '3', summary: 'Walk' });
      await harness.waitFor('messages.view', { messageId, section: '2' }, ({ body }) => body?.text?.includes('inner') === true);
    } finally {
      await harness.stop();
      await sink.stop();
      await server.stop();
      await removeDisk(disk);
      await rm(certificates, { recursive: true, force: true });
    }
  });
});
