/** What puts messages into mailboxes, takes them out and changes them, beyond the base protocol. */
import { expect } from 'vitest';
import { FailureError } from '../../../../shared/failure.ts';
import { append } from '../../../../main/imap/commands/append.ts';
import { catenate } from '../../../../main/imap/commands/catenate.ts';
import { genUrlAuth } from '../../../../main/imap/commands/gen-url-auth.ts';
import { multiAppend } from '../../../../main/imap/commands/multi-append.ts';
import { replace, uidReplace } from '../../../../main/imap/commands/replace.ts';
import { resetKey } from '../../../../main/imap/commands/reset-key.ts';
import { store, uidStore } from '../../../../main/imap/commands/store.ts';
import { urlFetch } from '../../../../main/imap/commands/url-fetch.ts';
import { appendLimit } from '../../../../main/imap/capabilities.ts';
import { valueList, valueText } from '../../../../main/imap/wire/value.ts';
import { imapUrl, urlToAuthorize } from '../../../../main/imap/imap-url.ts';
import type { FetchedMessage } from '../../../../main/imap/message.ts';
import type { Session } from '../../../../main/imap/session.ts';
import { ServerFault, type Probe, type ProbeGround } from '../probe.ts';

const mail = (subject: string, more = ''): string => `From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.net>\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000\r\n${more}\r\nText of ${subject}.\r\n`;
const octets = (subject: string, more?: string): Buffer => Buffer.from(mail(subject, more));

/** Whole messages and flags, by UID. */
async function contents(session: Session): Promise<Map<number, FetchedMessage>> {
  const found = new Map<number, FetchedMessage>();
  await session.uidFetch([[1, 4294967295]], { flags: true, sections: [{ section: '' }] }, {}, (row) => void found.set(row.uid, row));
  return found;
}

const bodyOf = (row: FetchedMessage | undefined): string => row?.sections?.get('')?.toString('latin1') ?? '';

/** The failure of what must be refused. */
async function refusal(promise: Promise<unknown>): Promise<FailureError['failure']> {
  const error: unknown = await promise.then(() => null, (reason: unknown) => reason);
  if (error instanceof FailureError) return error.failure;
  throw new Error('it was not refused');
}

const literals: Probe = {
  extension: 'APPEND of a stream', rfc: 7888, needs: [],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const head = mail('streamed');
    const line = Buffer.from('0123456789abcdef\r\n'.repeat(4000));
    const size = head.length + 30 * line.length;
    await session.append(wireName, { size, *open() { yield Buffer.from(head); for (let at = 0; at < 30; at++) yield line; } }, { flags: [] });
    // Refused before it is opened, or read to its end: the session goes on in both.
    await refusal(session.append(`${wireName}-not-there`, { size, *open() { yield Buffer.from(head); for (let at = 0; at < 30; at++) yield line; } }, { flags: [] }));
    await session.noop();
    expect((await session.select(wireName)).exists).toBe(1);
    expect(bodyOf([...(await contents(session)).values()][0])).toBe(head + line.toString().repeat(30));
  },
};

const multi: Probe = {
  extension: 'MULTIAPPEND', rfc: 3502, needs: ['MULTIAPPEND'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const uids = await session.run(multiAppend(wireName, [
      { content: octets('one'), flags: ['\\Seen'], date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)) }, { content: { size: mail('two').length, open: () => [octets('two')] }, flags: [] }, { content: octets('three'), flags: ['\\Flagged'] },
    ]));
    const { uidValidity } = await session.select(wireName);
    const found = await contents(session);
    expect([...found.values()].map(bodyOf)).toEqual([mail('one'), mail('two'), mail('three')]);
    expect(found.get([...found.keys()][2]!)!.flags).toContain('\\Flagged');
    if (session.capabilities.has('UIDPLUS')) expect(uids).toEqual({ uidValidity, uids: [...found.keys()] });
    expect((await refusal(session.run(multiAppend(`${wireName}-not-there`, [{ content: octets('one'), flags: [] }, { content: octets('two'), flags: [] }])))).code).toBe('folder-gone');
    await session.noop();
  },
};

const binary: Probe = {
  extension: 'APPEND of binary content', rfc: 3516, needs: ['BINARY'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const raw = Buffer.from(`MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n${mail('binary')}\0\x01\xfe\xff`, 'latin1');
    await session.run(append(wireName, raw, { flags: [], form: 'binary' }));
    await session.run(append(wireName, { size: raw.length, binary: true, open: () => [raw] }, { flags: [], form: 'binary' }));
    expect((await session.select(wireName)).exists).toBe(2);
    for (const row of (await contents(session)).values()) expect(bodyOf(row)).toContain('Subject: binary');
  },
};

const utf8: Probe = {
  extension: 'APPEND UTF8', rfc: 6855, needs: ['UTF8=ACCEPT'],
  async run({ open, mailbox }) {
    const wireName = await mailbox();
    const session = await open({ enable: ['UTF8=ACCEPT'] });
    await session.noop();
    expect(session.utf8).toBe(true);
    const raw = octets('placeholder').toString().replace('Subject: placeholder', 'Subject: Grüße');
    try {
      await session.append(wireName, Buffer.from(raw), { flags: [], form: 'utf8' });
    } catch (error) {
      if (error instanceof FailureError && (error.failure.code === 'server-bad' || error.failure.code === 'server-no')) throw new ServerFault(`refuses APPEND … UTF8 (~{n}): ${error.failure.detail ?? ''}`);
      throw error;
    }
    await session.select(wireName);
    expect(bodyOf([...(await contents(session)).values()][0])).toBe(Buffer.from(raw).toString('latin1'));
  },
};

const parts: Probe = {
  extension: 'CATENATE', rfc: 4469, needs: ['CATENATE'],
  async run({ session, mailbox }) {
    const wireName = await mailbox('Entwürfe & mehr');
    await session.append(wireName, octets('source', 'MIME-Version: 1.0\r\nContent-Type: text/plain\r\n'), { flags: [] });
    const { uidValidity } = await session.select(wireName);
    const [uid] = [...(await contents(session)).keys()];
    const there = { mailbox: wireName, utf8: session.utf8, uidValidity, uid: uid! };
    const made = await session.run(catenate(wireName, [{ text: octets('put together') }, { url: imapUrl({ ...there, section: 'TEXT' }) }, { text: { size: 5, open: () => [Buffer.from('end'), Buffer.from('\r\n')] } }], { flags: ['\\Draft'] }));
    const found = await contents(session);
    const row = [...found.values()][1];
    expect(bodyOf(row)).toBe(`${mail('put together')}Text of source.\r\nend\r\n`);
    expect(row!.flags).toContain('\\Draft');
    if (session.capabilities.has('UIDPLUS')) expect(made).toEqual({ uidValidity, uid: row!.uid });
    const refused = await refusal(session.run(catenate(wireName, [{ text: octets('x') }, { url: imapUrl({ ...there, uid: 4711 }) }], { flags: [] })));
    expect(refused).toMatchObject({ responseCode: 'BADURL' });
    expect(refused.detail).toMatch(/;uid=4711/iu);
    // Text behind a part that is not there: never read as commands.
    await refusal(session.run(catenate(wireName, [{ url: imapUrl({ ...there, uid: 4711 }) }, { text: octets('x') }], { flags: [] })));
    await session.noop();
    expect((await session.status(wireName)).messages).toBe(2);
  },
};

/** A message and the authorised address of it, and a session to fetch it with. */
async function authorised({ session, server, open, mailbox }: ProbeGround, text: string, section?: string): Promise<{ url: string; wireName: string; reader: Session }> {
  const wireName = await mailbox();
  await session.append(wireName, Buffer.from(text), { flags: [] });
  const { uidValidity } = await session.select(wireName);
  const [uid] = (await contents(session)).keys();
  const user = server.users[0]!.name;
  const sign = async (port: number | undefined): Promise<string> => {
    const url = urlToAuthorize(
      { server: { host: 'localhost', user, ...(port === undefined ? {} : { port }) }, mailbox: wireName, utf8: session.utf8, uidValidity, uid: uid!, ...(section === undefined ? {} : { section }) },
      { access: { kind: 'user', user }, expires: new Date(Date.now() + 3_600_000) },
    );
    return (await session.run(genUrlAuth([{ url }])))[0]!;
  };
  // Cyrus takes no port but the standard's, Dovecot none but the one it listens on.
  const url = await sign(server.ports.imap).catch((error: unknown) => {
    if (error instanceof FailureError && error.failure.code === 'server-no') return sign(undefined);
    throw error;
  });
  // Cyrus 3.6.1 hangs up on URLFETCH where the mailbox is selected.
  return { url, wireName, reader: await open() };
}

const urlauth: Probe = {
  extension: 'URLAUTH', rfc: 4467, needs: ['URLAUTH'],
  async run(ground) {
    const { url, wireName, reader } = await authorised(ground, mail('signed'));
    const forged = `${url.slice(0, -1)}${url.endsWith('0') ? '1' : '0'}`;
    const [good, bad] = await reader.run(urlFetch([{ url }, { url: forged }]));
    expect(good!.body!.toString('latin1')).toBe(mail('signed'));
    expect(bad!.body).toBeNull();
    await ground.session.run(resetKey(wireName));
    expect((await reader.run(urlFetch([{ url }])))[0]!.body).toBeNull();
  },
};

const urlauthBinary: Probe = {
  extension: 'URLAUTH=BINARY', rfc: 5524, needs: ['URLAUTH=BINARY'],
  async run(ground) {
    const more = 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n';
    const text = mail('coded', more).replace('Text of coded.', Buffer.from('Grüße').toString('base64'));
    const { url, reader } = await authorised(ground, text, '1');
    const [found] = await reader.run(urlFetch([{ url, items: ['BODYPARTSTRUCTURE', 'BINARY'] }]));
    expect(found!.body!.toString()).toBe('Grüße');
    expect(valueList(found!.structure).slice(0, 2).map((value) => valueText(value).toLowerCase())).toEqual(['text', 'plain']);
  },
};

const replacing: Probe = {
  extension: 'REPLACE', rfc: 8508, needs: ['REPLACE'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    for (const subject of ['one', 'two', 'three']) await session.append(wireName, octets(subject), { flags: [] });
    const { uidValidity } = await session.select(wireName);
    const first = await session.run(uidReplace(2, wireName, octets('two again'), { flags: ['\\Draft'] }));
    const second = await session.run(replace(1, wireName, { size: mail('one again').length, open: () => [octets('one again')] }, { flags: [] }));
    const found = await contents(session);
    expect([...found.values()].map(bodyOf)).toEqual([mail('three'), mail('two again'), mail('one again')]);
    expect(first).toEqual({ uidValidity, uid: [...found.keys()][1] });
    expect(second).toEqual({ uidValidity, uid: [...found.keys()][2] });
    await refusal(session.run(uidReplace(first!.uid, `${wireName}-not-there`, octets('lost'), { flags: [] })));
    expect([...(await contents(session)).keys()]).toEqual([...found.keys()]);
  },
};

const uidPlus: Probe = {
  extension: 'UIDPLUS', rfc: 4315, needs: ['UIDPLUS'],
  async run({ session, mailbox }) {
    const [from, to] = [await mailbox(), await mailbox()];
    const stored = [];
    for (const subject of ['one', 'two', 'three']) stored.push(await session.append(from, octets(subject), { flags: [] }));
    const source = await session.select(from);
    expect(stored).toEqual([1, 2, 3].map((uid) => ({ uidValidity: source.uidValidity, uid })));
    const copied = await session.uidCopy([[1, 1], [3, 3]], to);
    const there = await session.status(to);
    expect(copied).toEqual({ uidValidity: there.uidValidity, source: [1, 3], destination: [1, 2] });
    await session.uidStore([[1, 2]], { action: 'add', flags: ['\\Deleted'] });
    await session.uidExpunge([[2, 3]]);
    expect([...(await contents(session)).keys()]).toEqual([1, 3]);
  },
};

const moving: Probe = {
  extension: 'MOVE', rfc: 6851, needs: ['MOVE'],
  async run({ session, mailbox }) {
    const [from, to] = [await mailbox(), await mailbox()];
    for (const subject of ['one', 'two', 'three']) await session.append(from, octets(subject), { flags: ['\\Flagged'] });
    await session.select(from);
    const moved = await session.uidMove([[2, 3]], to);
    expect([...(await contents(session)).keys()]).toEqual([1]);
    expect((await refusal(session.uidMove([[1, 1]], `${to}-not-there`))).code).toBe('folder-gone');
    const { uidValidity } = await session.select(to);
    const found = await contents(session);
    expect([...found.values()].map(bodyOf)).toEqual([mail('two'), mail('three')]);
    expect([...found.values()].every(({ flags }) => flags!.includes('\\Flagged'))).toBe(true);
    if (session.capabilities.has('UIDPLUS')) expect(moved).toEqual({ uidValidity, source: [2, 3], destination: [...found.keys()] });
  },
};

const answered: Probe = {
  extension: 'STORE with its answer', rfc: 3501, needs: [],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    for (const subject of ['one', 'two']) await session.append(wireName, octets(subject), { flags: [] });
    await session.select(wireName);
    const { rows } = await session.run(uidStore([[1, 2]], { action: 'add', flags: ['\\Flagged'], answer: true }));
    expect(rows.map(({ uid, flags }) => [uid, flags!.includes('\\Flagged')])).toEqual([[1, true], [2, true]]);
    const one = await session.run(store([[2, 2]], { action: 'remove', flags: ['\\Flagged'], answer: true }));
    expect(one.rows.map(({ sequence, flags }) => [sequence, flags!.includes('\\Flagged')])).toEqual([[2, false]]);
  },
};

const conditional: Probe = {
  extension: 'STORE UNCHANGEDSINCE', rfc: 7162, needs: ['CONDSTORE'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    for (const subject of ['one', 'two', 'three']) await session.append(wireName, octets(subject), { flags: [] });
    const { highestModseq } = await session.select(wireName);
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Answered'] });
    const { modified, rows } = await session.run(uidStore([[1, 3]], { action: 'add', flags: ['\\Flagged'], unchangedSince: highestModseq }));
    expect(modified).toEqual([2]);
    expect(rows.filter(({ uid }) => uid !== 2).map(({ uid, modseq }) => [uid, BigInt(modseq ?? '0') > BigInt(highestModseq)])).toEqual([[1, true], [3, true]]);
    const flagged = await session.uidSearch({ flagged: true });
    expect(flagged).toEqual([1, 3]);
    // All of them had changed: OK or NO, the result is the same.
    expect((await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Flagged'], unchangedSince: highestModseq })).modified).toEqual([2]);
  },
};

const limited: Probe = {
  extension: 'APPENDLIMIT', rfc: 7889, needs: ['APPENDLIMIT'],
  async run({ session, mailbox }) {
    const limit = appendLimit(session.capabilities);
    expect(limit).toBeGreaterThan(0);
    const wireName = await mailbox();
    let opened = false;
    const huge = { size: limit! + 1, open: () => { opened = true; return []; } };
    expect(await refusal(session.append(wireName, huge, { flags: [] }))).toMatchObject({ code: 'message-refused', responseCode: 'TOOBIG' });
    expect(opened).toBe(false);
    await session.append(wireName, octets('small'), { flags: [] });
  },
};

export const probes: readonly Probe[] = [literals, answered, uidPlus, moving, conditional, multi, binary, parts, urlauth, urlauthBinary, replacing, utf8, limited];
