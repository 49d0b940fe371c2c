/** The IMAP engine against a real Dovecot: TLS and STARTTLS, every command, literals, push, and a server that dies. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import type { MailboxNews } from '../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../main/imap/message.ts';
import type { Session, SessionOptions } from '../../main/imap/session.ts';
import { encodeMailboxName } from '../../main/imap/wire/modified-utf7.ts';
import type { FailureError } from '../../shared/failure.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';

describeWith(dovecotRequirement, 'IMAP session with Dovecot', () => {
  let dovecot: Dovecot;
  const sessions: Session[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(async () => {
    for (const session of sessions) session.destroy();
    await dovecot.stop();
  });

  const open = async (security: 'tls' | 'starttls' | 'none', more: Partial<SessionOptions> = {}): Promise<Session> => {
    const session = await openSession({
      server: { host: 'localhost', port: security === 'tls' ? dovecot.ports.imaps : dovecot.ports.imap, security, user: 'alice' },
      credentials: { kind: 'password', password: 'alice-pw' },
      plainConfirmed: false,
      extraCertificates: [dovecot.tls.caPem],
      deadlineMs: 20_000,
      silenceMs: 20_000,
      clientId: { name: 'Godwit' },
      ...more,
    });
    sessions.push(session);
    return session;
  };

  test('a wrong password is told in the server\'s words', async () => {
    const refused = await open('tls', { credentials: { kind: 'password', password: 'wrong' } }).catch((error: unknown) => error);
    expect((refused as FailureError).failure).toMatchObject({ code: 'authentication', step: 'imap-login', responseCode: 'AUTHENTICATIONFAILED', detail: 'Authentication failed.' });
  });

  test.each(['tls', 'starttls', 'none'] as const)('%s: folders, a message in and out, flags, search, copy, move, removal', async (security) => {
    const session = await open(security);
    const folders = await session.list();
    const inbox = folders.find((folder) => folder.name === 'INBOX')!;
    expect(folders.map((folder) => folder.name)).toContain('Sent');
    const before = inbox.status!.messages;
    await session.select('INBOX');
    expect(session.enabled.has('CONDSTORE')).toBe(true);

    const raw = Buffer.from(`From: =?utf-8?q?J=C3=BCrgen?= <j@example.net>\r\nTo: Alice <alice@example.org>\r\nSubject: Grüße ${security}\r\nMessage-ID: <${security}@example.net>\r\nReferences: <a@example.net>\r\n <b@example.net>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${'größer '.repeat(20_000)}\r\n`);
    const appended = await session.append('INBOX', raw, { flags: ['\\Flagged', '$Note'], date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)) });
    expect(appended!.uidValidity).toBe(inbox.status!.uidValidity);
    const { uid } = appended!;
    await session.noop();
    const rows: FetchedMessage[] = [];
    await session.uidFetch([[uid, uid]], { flags: true, modseq: true, internalDate: true, size: true, envelope: true, bodyStructure: true, headerFields: ['REFERENCES'], sections: [{ section: '' }, { section: '1', length: 7 }] }, {}, (row) => void rows.push(row));
    expect(rows.length).toBe(1);
    const row = rows[0]!;
    expect(row).toMatchObject({ uid, size: raw.length, internalDate: Date.UTC(2026, 0, 2, 3, 4, 5), envelope: { subject: `Grüße ${security}`, from: [['Jürgen', 'j@example.net']], messageId: `<${security}@example.net>`, date: Date.UTC(2026, 10, 20, 9) }, bodyStructure: { s: '1', t: 'text/plain', p: { charset: 'utf-8' } } });
    expect(row.flags).toEqual(expect.arrayContaining(['\\Flagged', '$Note']));
    expect(row.header!.toString()).toBe('References: <a@example.net>\r\n <b@example.net>\r\n\r\n');
    expect(row.sections!.get('')!.equals(raw)).toBe(true);
    expect(row.sections!.get('1')!.toString()).toBe('größ'.slice(0, 4) + 'e');

    const since = (await session.status('INBOX')).highestModseq;
    await session.uidStore([[uid, uid]], { action: 'add', flags: ['\\Seen'] });
    const changed: number[] = [];
    await session.uidFetch([[1, 4294967295]], { flags: true }, { changedSince: since }, (message) => void changed.push(message.uid));
    expect(changed).toEqual([uid]);
    expect(await session.uidStore([[uid, uid]], { action: 'add', flags: ['\\Answered'], unchangedSince: since })).toEqual({ modified: [uid] });

    expect(await session.uidSearch({ and: [{ subject: `Grüße ${security}` }, { seen: true }] })).toEqual([uid]);
    expect(await session.uidSearch({ header: { field: 'Message-ID', value: `<${security}@example.net>` } })).toEqual([uid]);
    expect(await session.uidSearch({ text: 'not there "\\ {10}' })).toEqual([]);
    const copied = await session.uidCopy([[uid, uid]], 'Archive');
    expect(copied?.source).toEqual([uid]);
    const moved = await session.uidMove([[uid, uid]], 'Trash');
    expect(moved?.source).toEqual([uid]);
    expect((await session.status('INBOX')).messages).toBe(before);
    await session.select('Trash');
    await session.uidStore([[moved!.destination[0]!, moved!.destination[0]!]], { action: 'add', flags: ['\\Deleted'] });
    await session.uidExpunge([[moved!.destination[0]!, moved!.destination[0]!]]);
    expect((await session.status('Trash')).messages).toBe(0);
    await session.logout();
    expect((await session.closed).code).toBe('cancelled');
  });

  test('names with every kind of character come back as they were given', async () => {
    const names = ['Entwürfe & Ähnliches', '日本語', 'a"b', 'back\\slash', 'sp ace', '😀', '{10}', '%'];
    for (const name of names) await dovecot.doveadm(['mailbox', 'create', '-u', 'alice', name]);
    const session = await open('none');
    const listed = await session.list();
    for (const name of names) {
      const folder = listed.find((candidate) => candidate.name === name);
      expect(folder?.wireName, name).toBe(encodeMailboxName(name));
      expect((await session.select(folder!.wireName)).exists).toBe(0);
    }
  });

  test('new mail and changes by others are pushed while idling', async () => {
    const session = await open('none');
    const selected = await session.select('INBOX');
    const news: MailboxNews[] = [];
    const arrived = new Promise<void>((resolve) => session.onNews((item) => {
      news.push(item);
      if (item.kind === 'exists') resolve();
    }));
    const idle = await session.idle();
    await dovecot.deliver('alice', 'Subject: pushed\r\n\r\nx');
    await arrived;
    await idle.stop();
    expect(news).toContainEqual({ kind: 'exists', count: selected.exists + 1 });
  });

  test('a server that stops answering is a timeout; one that dies is a lost line', async () => {
    const session = await open('none', { silenceMs: 300 });
    dovecot.pause();
    try {
      await expect(session.noop()).rejects.toMatchObject({ failure: { code: 'timeout' } });
    } finally {
      dovecot.resume();
    }
    const other = await open('none');
    await dovecot.restart();
    expect(['connection-lost', 'server-bye']).toContain((await other.closed).code);
  });
});
