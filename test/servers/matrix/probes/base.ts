/** Base protocol (RFC 3501) that every server has to do, and IDLE (RFC 2177). */
import { expect } from 'vitest';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../../../main/imap/message.ts';
import { ServerFault, type Probe } from '../probe.ts';

const mail = (subject: string, more = '') => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.net>\nDate: Thu, 19 Nov 2026 08:00:00 +0000\n${more}\nText of ${subject}.\n`;
/** Long enough for every server that does it; the one that does not makes the probe wait so long. */
const IDLE_MS = 8000;

const login: Probe = {
  extension: 'LOGIN', rfc: 3501, needs: [],
  async run({ session, server, open }) {
    expect(session.capabilities.has('IMAP4rev1')).toBe(true);
    await expect(open({ credentials: { kind: 'password', password: 'wrong' } })).rejects.toMatchObject({ failure: { code: 'authentication', step: 'imap-login' } });
    const user = server.users[1]!;
    const other = await open({ server: { host: 'localhost', port: server.ports.imaps, security: 'tls', user: user.name }, credentials: { kind: 'password', password: user.password } });
    expect(other.capabilities.has('IMAP4rev1')).toBe(true);
  },
};

const list: Probe = {
  extension: 'LIST', rfc: 3501, needs: [],
  async run({ session, server, mailbox }) {
    const wireName = await mailbox('listed');
    const listed = await session.list();
    const inbox = listed.find(({ name }) => name.toUpperCase() === 'INBOX');
    expect(inbox).toBeDefined();
    expect(listed.find((each) => each.wireName === wireName)).toMatchObject({ name: `${server.prefix}listed`, delimiter: server.separator });
  },
};

const select: Probe = {
  extension: 'SELECT', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'));
    const selected = await session.select(wireName);
    expect(selected).toMatchObject({ wireName, exists: 2, readOnly: false });
    expect(selected.uidValidity).toBeGreaterThan(0);
    expect(await session.select(wireName, { readOnly: true })).toMatchObject({ exists: 2, readOnly: true });
    await expect(session.select(`${wireName}-not-there`)).rejects.toMatchObject({ failure: { code: 'folder-gone' } });
    expect(session.selected).toBeNull();
  },
};

const status: Probe = {
  extension: 'STATUS', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'));
    const { uidValidity } = await session.select(wireName);
    await session.uidStore([[1, 1]], { action: 'add', flags: ['\\Seen'] });
    await session.select('INBOX');
    expect(await session.status(wireName)).toMatchObject({ messages: 2, unseen: 1, uidNext: 3, uidValidity });
  },
};

const fetch: Probe = {
  extension: 'FETCH', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    const raw = mail('Read', 'References: <a@example.net> <b@example.net>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n');
    await fill(wireName, raw, mail('other'));
    await session.select(wireName);
    const rows: FetchedMessage[] = [];
    const items = { flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true, headerFields: ['REFERENCES'], sections: [{ section: '' }, { section: '1' }, { section: '1', offset: 5, length: 2 }] };
    await session.uidFetch([[1, 4294967295]], items, {}, (row) => void rows.push(row));
    expect(rows.map(({ uid, sequence }) => [uid, sequence])).toEqual([[1, 1], [2, 2]]);
    const row = rows[0]!;
    const crlf = raw.replaceAll('\n', '\r\n');
    expect(row).toMatchObject({ size: crlf.length, envelope: { subject: 'Read', from: [['Ann', 'ann@example.net']], messageId: '<Read@example.net>', date: Date.UTC(2026, 10, 19, 8) }, bodyStructure: { s: '1', t: 'text/plain', p: { charset: 'us-ascii' } } });
    expect(row.flags).not.toContain('\\Seen');
    expect(row.internalDate).toBeGreaterThan(Date.UTC(2026, 0));
    expect(row.header).toMatch(/^References: <a@example\.net> <b@example\.net>\r\n/iu);
    expect(row.sections!.get('')!.toString()).toBe(crlf);
    expect(row.sections!.get('1')!.toString()).toMatch(/^(?:Text of Read\.\r\n|of)$/u);
  },
};

const store: Probe = {
  extension: 'STORE', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'));
    await session.select(wireName);
    const flags = async () => {
      const found: Record<number, string[]> = {};
      await session.uidFetch([[1, 2]], { flags: true }, {}, (row) => void (found[row.uid] = row.flags!.filter((flag) => flag !== '\\Recent').sort()));
      return found;
    };
    await session.uidStore([[1, 2]], { action: 'add', flags: ['\\Seen', '\\Flagged'] });
    expect(await flags()).toEqual({ 1: ['\\Flagged', '\\Seen'], 2: ['\\Flagged', '\\Seen'] });
    await session.uidStore([[1, 1]], { action: 'remove', flags: ['\\Flagged'] });
    await session.uidStore([[2, 2]], { action: 'replace', flags: ['\\Answered'] });
    expect(await flags()).toEqual({ 1: ['\\Seen'], 2: ['\\Answered'] });
  },
};

const search: Probe = {
  extension: 'SEARCH', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'), mail('two-more'));
    await session.select(wireName);
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Seen'] });
    expect(await session.uidSearch({ subject: 'two' })).toEqual([2, 3]);
    expect(await session.uidSearch({ and: [{ subject: 'two' }, { seen: true }] })).toEqual([2]);
    expect(await session.uidSearch({ header: { field: 'Message-ID', value: '<two-more@example.net>' } })).toEqual([3]);
    expect(await session.uidSearch({ subject: 'nowhere "\\ here' })).toEqual([]);
  },
};

const append: Probe = {
  extension: 'APPEND', rfc: 3501, needs: [],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const raw = Buffer.from(`${mail('big').replaceAll('\n', '\r\n')}${'0123456789abcdef\r\n'.repeat(20_000)}`);
    await session.append(wireName, raw, { flags: ['\\Seen'], date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)) });
    await session.append(`${wireName}-not-there`, raw, { flags: [] }).then(
      () => { throw new Error('accepted by a mailbox that is not there'); },
      (error: unknown) => expect(error).toMatchObject({ failure: { code: 'folder-gone' } }),
    );
    await session.select(wireName);
    const rows: FetchedMessage[] = [];
    await session.uidFetch([[1, 1]], { flags: true, internalDate: true, sections: [{ section: '' }] }, {}, (row) => void rows.push(row));
    expect(rows[0]!.sections!.get('')!.equals(raw)).toBe(true);
    const lost = [
      ...(rows[0]!.flags!.includes('\\Seen') ? [] : ['flags']),
      ...(rows[0]!.internalDate === Date.UTC(2026, 0, 2, 3, 4, 5) ? [] : ['date']),
    ];
    if (lost.length > 0) throw new ServerFault(`drops the ${lost.join(' and ')} given with it`);
  },
};

const copy: Probe = {
  extension: 'COPY', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const [from, to] = [await mailbox(), await mailbox()];
    await fill(from, mail('one'), mail('two'));
    await session.select(from);
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Flagged'] });
    await session.uidCopy([[2, 2]], to);
    await expect(session.uidCopy([[1, 1]], `${to}-not-there`)).rejects.toMatchObject({ failure: { code: 'folder-gone' } });
    expect((await session.select(to)).exists).toBe(1);
    const rows: FetchedMessage[] = [];
    await session.uidFetch([[1, 4294967295]], { flags: true, envelope: true }, {}, (row) => void rows.push(row));
    expect(rows[0]).toMatchObject({ envelope: { subject: 'two' }, flags: expect.arrayContaining(['\\Flagged']) });
  },
};

const uidExpunge: Probe = {
  extension: 'UID EXPUNGE, or its absence', rfc: 4315, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'));
    await session.select(wireName);
    await session.uidStore([[1, 2]], { action: 'add', flags: ['\\Deleted'] });
    if (session.capabilities.has('UIDPLUS')) await session.uidExpunge([[1, 1]]);
    else await expect(session.uidExpunge([[1, 1]])).rejects.toMatchObject({ failure: { code: 'unsupported' } });
    const left = session.capabilities.has('UIDPLUS') ? [2] : [1, 2];
    expect(await session.uidSearch({ deleted: true })).toEqual(left);
  },
};

const idle: Probe = {
  extension: 'IDLE', rfc: 2177, needs: ['IDLE'],
  async run({ mailbox, fill, open }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'));
    const watcher = await open();
    await watcher.select(wireName);
    const news: MailboxNews[] = [];
    const arrived = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), IDLE_MS);
      watcher.onNews((item) => {
        news.push(item);
        if (item.kind !== 'exists' || item.count !== 2) return;
        clearTimeout(timer);
        resolve(true);
      });
    });
    const handle = await watcher.idle();
    await fill(wireName, mail('two'));
    const told = await arrived;
    await handle.stop();
    await watcher.noop();
    expect(news).toContainEqual({ kind: 'exists', count: 2 });
    if (!told) throw new ServerFault('says nothing while idling, only at the next command');
  },
};

const logout: Probe = {
  extension: 'LOGOUT', rfc: 3501, needs: [],
  async run({ session }) {
    await session.logout();
    expect((await session.closed).code).toBe('cancelled');
    await expect(session.noop()).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  },
};

export const probes: readonly Probe[] = [login, list, select, status, fetch, store, search, append, copy, uidExpunge, idle, logout];
