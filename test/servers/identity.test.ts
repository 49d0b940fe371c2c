/** Messages and folders stay who they are: a Dovecot that has lost its list of UIDs, and folders renamed by another client on every server. */
import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { create } from '../../main/imap/commands/create.ts';
import { rename } from '../../main/imap/commands/rename.ts';
import { openSession } from '../../main/imap/open-session.ts';
import { folderId, splitFolderId, splitMessageId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { makeCertificates } from '../support/certificates.ts';
import { startDovecot } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Harness } from '../support/engine-harness.ts';
import { describeWith, dovecot as needed } from '../support/requires.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { kinds, type ServerKind } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';

const COUNT = 30;
/** When the message of that number was written and came, each a minute after the one before: of one second they would stand by their UIDs, and Courier gives new ones by the names of its files, whose microseconds are as long as they happen to be (2026-11-23). */
const minute = (n: number): Date => new Date(Date.UTC(2026, 10, 19, 8, n));
const mail = (subject: string, n = 0): Buffer => Buffer.from(`From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@example.net>\r\nDate: ${minute(n).toUTCString().replace('GMT', '+0000')}\r\n\r\nText of ${subject}.\r\n`);

const cleanUp: (() => unknown)[] = [];
afterEach(async () => { for (const undo of cleanUp.splice(0).reverse()) await undo(); });

interface Account { harness: Harness; id: AccountId; rows(folder: FolderId, until: (rows: MessageRow[]) => boolean): Promise<MessageRow[]>; call<T>(result: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>): Promise<T>; texts(): Promise<number>; check(): Promise<unknown>; settled(): Promise<unknown> }

async function account(imap: { port: number; authority: string; user: string; password: string; patienceMs?: number | undefined }): Promise<Account> {
  const certificates = await mkdtemp('/tmp/gw-sink-');
  const certificate = await makeCertificates(join(certificates, 'tls'));
  const sink = await startSmtpSink({ certificate, users: [{ name: imap.user, password: imap.password }], onMessage: () => undefined });
  const disk = await createDisk();
  const harness = await startHarness(disk, { patienceMs: imap.patienceMs, extraCertificates: [imap.authority, certificate.caPem] });
  cleanUp.push(() => rmSync(certificates, { recursive: true, force: true }), () => removeDisk(disk), () => sink.stop(), () => harness.stop());
  const call = async <T>(result: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>): Promise<T> => {
    const answer = await result;
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    return answer.value;
  };
  const server = { host: 'localhost', port: imap.port, security: 'tls' as const, user: imap.user };
  const smtp = { host: 'localhost', port: sink.port, security: 'starttls' as const, user: imap.user };
  const { accountId: id } = await call(harness.client.call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', plainConfirmed: false, imap: server, smtp }, password: imap.password }));
  return {
    harness, id, call,
    rows: async (folder, until) => (await harness.waitFor('messages.list', { folderId: folder, from: 0, count: 100 }, (value) => !value.syncing && until(value.rows))).rows,
    texts: async () => (await call(harness.client.call('storage.summary', {}))).accounts[0]!.texts.count,
    check: () => call(harness.client.call('accounts.syncNow', { accountId: id })),
    settled: () => harness.waitFor('activity.list', {}, ({ operations }) => operations.length > 0 && operations.every(({ state }) => state === 'done')),
  };
}

describeWith(needed, 'a Dovecot that has lost its list of UIDs', () => {
  test('every message is called what it was called, has its text, and what is done to it is done to it', async () => {
    const dovecot = await startDovecot({ format: 'maildir' });
    cleanUp.push(() => dovecot.stop());
    for (let n = 1; n <= COUNT; n++) await dovecot.deliver('alice', mail(`Note ${n}`));
    await dovecot.doveadm(['expunge', '-u', 'alice', 'mailbox', 'INBOX', 'header', 'Subject', 'Note 13']);
    const one = await account({ port: dovecot.ports.imaps, authority: dovecot.tls.caPem, user: 'alice', password: 'alice-pw' });
    const inbox = folderId(one.id, 'INBOX');
    const before = await one.rows(inbox, (rows) => rows.length === COUNT - 1);
    await expect.poll(one.texts, { timeout: 60_000 }).toBe(COUNT - 1);

    const directory = dovecot.mailDirectory('alice');
    await dovecot.doveadm(['kick', 'alice']);
    for (const name of readdirSync(directory)) if (name.startsWith('dovecot')) rmSync(join(directory, name), { recursive: true, force: true });
    await dovecot.deliver('alice', mail('Late news'));
    await one.check();
    const after = await one.rows(inbox, (rows) => rows.length === COUNT && rows.some(({ subject }) => subject === 'Late news'));
    const late = after.find(({ subject }) => subject === 'Late news')!;
    // The server has begun anew, or this test shows nothing.
    expect(splitMessageId(late.id).uidValidity).not.toBe(splitMessageId(before[0]!.id).uidValidity);
    const called = (rows: readonly MessageRow[]) => rows.filter((row) => row !== late).map(({ id, subject }) => `${subject} ${id}`).sort();
    expect(called(after)).toEqual(called(before));

    const meant = before.find(({ subject }) => subject === 'Note 17')!;
    await one.call(one.harness.client.call('messages.setFlags', { messageIds: [meant.id, late.id], add: ['flagged'], remove: [] }));
    await one.settled();
    const flagged = await dovecot.doveadm(['fetch', '-u', 'alice', 'hdr.subject', 'mailbox', 'INBOX', 'flagged']);
    expect(flagged.match(/Note 17|Late news/gu)?.sort()).toEqual(['Late news', 'Note 17']);
    expect(flagged.match(/hdr\.subject/gu)).toHaveLength(2);
    await dovecot.stop();
    const opened = await one.harness.waitFor('messages.view', { messageId: meant.id }, ({ body, failure }) => body !== null || failure !== null);
    expect(opened.body?.text).toContain('Text of Note 17.');
    expect(one.harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** Gives a mailbox that is renamed another UIDVALIDITY: nobody but who renames it can know that it is the same (2026-11-21). */
const NEW_NUMBERS = 'Courier 5.0';

for (const kind of Object.values<ServerKind>(kinds)) {
  describeWith(kind.requirement, `folders on ${kind.name}`, () => {
    test.each(kind.name === NEW_NUMBERS ? ['us'] : ['us', 'another client'])('renamed by %s, with what is below it: all is there without being fetched again', async (who) => {
      const server = await kind.start();
      cleanUp.push(() => server.stop());
      const other = await openSession(sessionOptions(server));
      cleanUp.push(() => other.destroy());
      const wire = (...levels: string[]) => server.prefix + levels.join(server.separator);
      const path = (...levels: string[]) => [...server.prefix.split(server.separator).filter(Boolean), ...levels].join('/');
      for (const levels of [['Harbour'], ['Harbour', 'Pier']]) await other.run(create(wire(...levels)));
      for (let n = 1; n <= COUNT; n++) await other.append(wire('Harbour'), mail(`Note ${n}`, n), { flags: [], date: minute(n) });
      for (const [n, subject] of ['Below', 'Below too'].entries()) await other.append(wire('Harbour', 'Pier'), mail(subject, n), { flags: [], date: minute(n) });
      const user = server.users[0]!;
      const one = await account({ port: server.ports.imaps, authority: server.authority, user: user.name, password: user.password, patienceMs: kind.patienceMs });
      const folder = (...levels: string[]): FolderId => folderId(one.id, path(...levels));
      const before = await one.rows(folder('Harbour'), (rows) => rows.length === COUNT);
      const below = await one.rows(folder('Harbour', 'Pier'), (rows) => rows.length === 2);
      await expect.poll(one.texts, { timeout: 60_000 }).toBe(COUNT + 2);
      await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'ready');

      if (who === 'us') {
        await one.call(one.harness.client.call('folders.rename', { folderId: folder('Harbour'), name: 'Haven' }));
        await one.settled();
      } else {
        await other.run(rename(wire('Harbour'), wire('Haven')));
        await one.check();
      }
      await one.harness.waitFor('folders.tree', {}, ({ folders }) => {
        const paths = folders.map(({ id }) => splitFolderId(id).path);
        return paths.includes(path('Haven', 'Pier')) && !paths.includes(path('Harbour', 'Pier'));
      });
      // At once: nothing has had the time to come again.
      expect(await one.texts()).toBe(COUNT + 2);
      const numbers = (rows: readonly MessageRow[]) => rows.map(({ id, subject }) => [subject, splitMessageId(id).uidValidity, splitMessageId(id).uid]);
      const [after] = [await one.rows(folder('Haven'), (rows) => rows.length === COUNT)];
      expect(numbers(after)).toEqual(numbers(before));
      expect(numbers(await one.rows(folder('Haven', 'Pier'), (rows) => rows.length === 2))).toEqual(numbers(below));

      await one.call(one.harness.client.call('messages.setFlags', { messageIds: [after[4]!.id], add: ['flagged'], remove: [] }));
      await one.settled();
      await one.rows(folder('Haven'), (rows) => rows.filter(({ flags }) => flags & FLAG.flagged).length === 1);
      await other.select(wire('Haven'));
      expect(await other.uidSearch({ and: [{ flagged: true }, { subject: after[4]!.subject }] })).toHaveLength(1);
      expect(await other.uidSearch({ flagged: true })).toHaveLength(1);
      expect(one.harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
    });
  });
}
