/** The first folder on a server that keeps all folders below INBOX, and has nothing but INBOX to tell it by. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import { folderId } from '../../shared/ids.ts';
import { createDisk, removeDisk, startHarness } from '../support/engine-harness.ts';
import { describeWith } from '../support/requires.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { makeCertificates } from '../support/certificates.ts';
import { kinds } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';

describeWith(kinds.courier.requirement, 'a mailbox with nothing but INBOX', () => {
  test('a first folder, one more in it and a message moved there at once: all arrives below INBOX, and undo finds it', async () => {
    const server = await kinds.courier.start();
    const user = server.users[0]!;
    const maildir = join(server.directory, 'home', user.name, 'Maildir');
    for (const name of ['Sent', 'Drafts', 'Trash', 'Junk']) await rm(join(maildir, `.${name}`), { recursive: true });
    const disk = await createDisk();
    const certificate = await makeCertificates(join(disk.profile, 'tls'));
    const sink = await startSmtpSink({ certificate, users: server.users, onMessage: () => undefined });
    const harness = await startHarness(disk, { patienceMs: kinds.courier.patienceMs, extraCertificates: [server.authority, certificate.caPem] });
    const other = await openSession(sessionOptions(server));
    try {
      await other.append('INBOX', Buffer.from('From: Ann <ann@example.net>\r\nSubject: Note\r\nMessage-ID: <note@example.net>\r\n\r\nText.\r\n'), { flags: [] });
      const added = await harness.client.call('accounts.add', {
        settings: {
          email: 'alice@example.org', name: 'Alice', plainConfirmed: false,
          imap: { host: 'localhost', port: server.ports.imaps, security: 'tls', user: user.name },
          smtp: { host: 'localhost', port: sink.port, security: 'starttls', user: user.name },
        },
        password: user.password,
      });
      if (!added.ok) throw new Error(JSON.stringify(added.failure));
      const { accountId } = added.value;
      const inbox = folderId(accountId, 'INBOX');
      const { rows: [note] } = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 10 }, ({ rows, syncing }) => !syncing && rows.length === 1);
      const create = async (name: string, parentId: typeof inbox | null) => {
        const answer = await harness.client.call('folders.create', { accountId, parentId, name });
        if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
        return answer.value;
      };
      const first = await create('Birds', null);
      const second = await create('Gulls', first.folderId);
      await harness.client.call('messages.move', { messageIds: [note!.id], to: { folderId: second.folderId } });
      const settled = async () => (await harness.waitFor('activity.list', {}, ({ operations }) => operations.every(({ state }) => state !== 'waiting' && state !== 'running'))).operations.map(({ state }) => state);
      expect(await settled()).toEqual(['done', 'done', 'done']);
      expect((await other.list()).map(({ wireName }) => wireName).sort()).toEqual(['INBOX', 'INBOX.Birds', 'INBOX.Birds.Gulls']);
      expect((await other.status('INBOX.Birds.Gulls')).messages).toBe(1);
      await harness.waitFor('folders.tree', {}, ({ folders }) => folders.filter(({ name }) => name === 'Birds').map(({ id }) => id).join() === folderId(accountId, 'INBOX/Birds'));

      const third = await create('Ducks', null);
      await settled();
      await harness.client.call('activity.undo', { operationId: third.operationId });
      await expect.poll(async () => (await other.list()).map(({ wireName }) => wireName), { timeout: 20_000 }).not.toContain('INBOX.Ducks');
    } finally {
      other.destroy();
      await harness.stop();
      await sink.stop();
      await server.stop();
      await removeDisk(disk);
    }
  });
});
