/** The whole application engine with every real server: a first sync, flags both ways, a move, new mail. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { create } from '../../main/imap/commands/create.ts';
import { openSession } from '../../main/imap/open-session.ts';
import type { Session } from '../../main/imap/session.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { makeCertificates, type Certificates } from '../support/certificates.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { describeWith } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { kinds, type ServerKind } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';
import type { RealServer } from './matrix/probe.ts';

const COUNT = 30;
/** Servers that are started with a limit. */
const LIMITED: ReadonlySet<string> = new Set(Object.values(kinds).map(({ name }) => name).filter((name) => /^(Dovecot|Cyrus|Courier)/u.test(name)));
const mail = (subject: string) => Buffer.from(`From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@example.net>\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße von ${subject}.\r\n`);

for (const kind of Object.values(kinds)) engineOn(kind);

function engineOn(kind: ServerKind): void {
  describeWith(kind.requirement, `engine on ${kind.name}`, () => {
    let certificates: string;
    let certificate: Certificates;
    let server: RealServer;
    let sink: SmtpSink;
    let disk: Disk;
    let harness: Harness;
    /** Another client of the same account. */
    let other: Session;
    let account: AccountId;
    let inbox: FolderId;

    beforeAll(async () => {
      certificates = await mkdtemp('/tmp/gw-sink-');
      certificate = await makeCertificates(join(certificates, 'tls'));
    });
    afterAll(() => rm(certificates, { recursive: true, force: true }));
    beforeEach(async () => {
      server = await kind.start();
      sink = await startSmtpSink({ certificate, users: server.users, onMessage: () => undefined });
      disk = await createDisk();
      harness = await startHarness(disk, { patienceMs: kind.patienceMs, extraCertificates: [server.authority, certificate.caPem] });
      other = await openSession(sessionOptions(server));
      await other.run(create(`${server.prefix}Projects &- Plans`));
      for (let n = 1; n <= COUNT; n++) await other.append('INBOX', mail(`Note ${n}`), { flags: [] });
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
      inbox = folderId(account, 'INBOX');
    });
    afterEach(async () => {
      other.destroy();
      await harness.stop();
      await sink.stop();
      await server.stop();
      await removeDisk(disk);
    });

    const rows = async (until: (rows: MessageRow[]) => boolean, folder = inbox) =>
      (await harness.waitFor('messages.list', { folderId: folder, from: 0, count: 100 }, (value) => !value.syncing && until(value.rows))).rows;
    const call = async <T>(result: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>): Promise<T> => {
      const answer = await result;
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
      return answer.value;
    };
    const settled = () => harness.waitFor('activity.list', {}, ({ operations }) => operations.length > 0 && operations.every(({ state }) => state === 'done'));
    const check = () => call(harness.client.call('accounts.syncNow', { accountId: account }));
    const found = async (mailbox: string, subject: string) => {
      await other.select(mailbox);
      return other.uidSearch({ and: [{ subject }, { deleted: false }] });
    };

    test('a first sync, a message read, flags both ways, a move, new mail', async () => {
      const first = await rows((list) => list.length === COUNT);
      const bySubject = (subject: string) => first.find((row) => row.subject === subject)!;
      const [read, flagged, moved] = [bySubject('Note 7'), bySubject('Note 8'), bySubject('Note 9')];

      const opened = await harness.waitFor('messages.view', { messageId: read.id }, (value) => JSON.stringify(value).includes('Grüße von Note 7'));
      expect(opened).toBeDefined();

      await call(harness.client.call('messages.setFlags', { messageIds: [flagged.id], add: ['flagged'], remove: [] }));
      await settled();
      await other.select('INBOX');
      await expect.poll(async () => {
        await other.select('INBOX');
        return other.uidSearch({ flagged: true });
      }).toEqual([8]);

      const { folders } = await harness.waitFor('folders.tree', {}, (value) => value.folders.some(({ name }) => name === 'Projects & Plans'));
      const projects = folders.find(({ name }) => name === 'Projects & Plans')!;
      await call(harness.client.call('messages.move', { messageIds: [moved.id], to: { folderId: projects.id } }));
      await rows((list) => list.length === COUNT - 1 && list.every(({ subject }) => subject !== 'Note 9'));
      await settled();
      expect(await found(`${server.prefix}Projects &- Plans`, 'Note 9')).toHaveLength(1);
      expect(await found('INBOX', 'Note 9')).toEqual([]);
      await rows((list) => list.some(({ subject }) => subject === 'Note 9'), projects.id);

      await other.select('INBOX');
      await other.uidStore([[7, 7]], { action: 'add', flags: ['\\Seen', '\\Answered'] });
      await other.select('INBOX');
      await check();
      await rows((list) => (list.find(({ id }) => id === read.id)!.flags & FLAG.answered) !== 0);

      await other.append('INBOX', mail('Late news'), { flags: [] });
      await check();
      const after = await rows((list) => list.some(({ subject }) => subject === 'Late news'));
      expect(after).toHaveLength(COUNT);
      expect(after.some(({ subject }) => subject === 'Note 9')).toBe(false);
      expect(harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
    });

    test('what may be done is learned: room, new keywords, and of folders whose they are', async () => {
      await rows((list) => list.length === COUNT);
      const { accounts: [known] } = await harness.waitFor('folders.abilities', {}, ({ accounts }) => accounts.some(({ newKeywords, quota }) => newKeywords !== null && (quota.length > 0 || !LIMITED.has(kind.name))));
      // Mailutils 3.15 keeps the flags of RFC 3501 and no others; 2026-11-21.
      expect(known).toMatchObject({ accountId: account, newKeywords: !kind.name.startsWith('Mailutils') });
      for (const { used, limit } of known!.quota) expect(limit).toBeGreaterThan(used);
      const said = new Map(known!.folders.map((folder) => [folder.folderId, folder]));
      if (kind.name.startsWith('Cyrus')) expect(known!.folders.filter(({ namespace }) => namespace === 'shared')).toMatchObject([{ rights: { insert: true, flag: true } }]);
      expect([undefined, 'personal']).toContain(said.get(inbox)?.namespace);
      expect(said.get(inbox)?.rights ?? { insert: true }).toMatchObject({ insert: true });
      expect(harness.logged.filter(({ event }) => event === 'abilities.not-learned')).toEqual([]);
    });
  });
}
