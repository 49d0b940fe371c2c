/** Reading: sections and parts of them, by number and into a sink (RFC 3501 6.4.5), BINARY (RFC 3516), PREVIEW (RFC 8970), dates and identities of messages (RFC 8514, RFC 8474), parts of a FETCH (RFC 9394), what is gone (RFC 7162). */
import { expect } from 'vitest';
import type { LiteralSink } from '../../../../main/imap/command.ts';
import { enable } from '../../../../main/imap/commands/enable.ts';
import { fetch, uidFetch } from '../../../../main/imap/commands/fetch.ts';
import { uidFetchStream } from '../../../../main/imap/commands/fetch-stream.ts';
import type { FetchedMessage, FetchItems } from '../../../../main/imap/message.ts';
import type { Session } from '../../../../main/imap/session.ts';
import type { UidSet } from '../../../../main/imap/uid-set.ts';
import type { Probe } from '../probe.ts';

const TEXT = 'Hello needle in w=C3=B6rds';
const MAIL = [
  'From: Ann <ann@example.net>', 'To: alice@example.org', 'Subject: parts', 'Message-ID: <parts@example.net>', 'Date: Thu, 19 Nov 2026 08:00:00 +0000', 'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"', '', '--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', TEXT,
  '--b', 'Content-Type: application/octet-stream; name="x.bin"', 'Content-Transfer-Encoding: base64', '', 'AAECAwQFBgc=', '--b--', '',
].join('\n');
const mail = (subject: string, body = `Text of ${subject}.\n`): string => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.net>\nDate: Thu, 19 Nov 2026 08:00:00 +0000\n\n${body}`;

async function rowsOf(session: Session, items: FetchItems, set: UidSet = [[1, 4294967295]], more: { partial?: readonly [number, number] } = {}): Promise<FetchedMessage[]> {
  const rows: FetchedMessage[] = [];
  await session.run(uidFetch({ set, items, ...more, onMessage: (row) => void rows.push(row) }));
  return rows;
}

const sections: Probe = {
  extension: 'FETCH of sections', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, MAIL);
    await session.select(wireName);
    const [row] = await rowsOf(session, {
      headerFields: ['Message-ID'],
      sections: [{ section: '1' }, { section: '1.MIME' }, { section: '2' }, { section: 'TEXT', length: 3 }, { section: '', offset: 6, length: 3 }, { section: 'HEADER.FIELDS.NOT', fields: ['From', 'To', 'Date', 'Subject', 'Content-Type', 'MIME-Version'] }],
    });
    const text = (key: string): string | undefined => row?.sections?.get(key)?.toString('latin1');
    expect(text('1')).toBe(TEXT);
    expect(text('1.MIME')).toMatch(/Content-Transfer-Encoding: quoted-printable/iu);
    expect(text('2')?.trim()).toBe('AAECAwQFBgc=');
    expect(text('TEXT')).toBe('--b');
    expect(text('<6>')).toBe('Ann');
    expect(text('HEADER.FIELDS.NOT')).toMatch(/^Message-ID: <parts@example\.net>\r\n/iu);
    expect(text('HEADER.FIELDS.NOT')).not.toMatch(/Subject/iu);
    expect(row?.header).toMatch(/^Message-ID: <parts@example\.net>\r\n/iu);
    expect((await rowsOf(session, { flags: true }))[0]?.flags).not.toContain('\\Seen');
  },
};

const byNumber: Probe = {
  extension: 'FETCH by number', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'), mail('three'));
    await session.select(wireName);
    const rows: FetchedMessage[] = [];
    await session.run(fetch({ set: [[2, 3]], items: { envelope: true }, onMessage: (row) => void rows.push(row) }));
    expect(rows.map(({ sequence, uid, envelope }) => [sequence, uid, envelope?.subject])).toEqual([[2, 2, 'two'], [3, 3, 'three']]);
  },
};

/** Keeps copies: the pieces are gone afterwards. */
function collector(): { sink: LiteralSink; octets(): Buffer; ended(): boolean } {
  const chunks: Buffer[] = [];
  let ended = false;
  return { sink: { write: (chunk) => void chunks.push(Buffer.from(chunk)), end: () => void (ended = true) }, octets: () => Buffer.concat(chunks), ended: () => ended };
}

const streamed: Probe = {
  extension: 'FETCH into a sink', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    const body = `${Array.from({ length: 12_000 }, (_, index) => `Line ${index} of a long message, as long as most lines are.`).join('\n')}\n`;
    const message = mail('long', body);
    await fill(wireName, message);
    await session.select(wireName);
    const whole = collector();
    const text = message.replaceAll('\n', '\r\n');
    expect(await session.run(uidFetchStream({ uid: 1, section: '', sink: whole.sink }))).toBe(whole.octets().length);
    expect(whole.ended()).toBe(true);
    expect(whole.octets().toString('latin1').endsWith(text.slice(text.indexOf('\r\n\r\n')))).toBe(true);
    const part = collector();
    expect(await session.run(uidFetchStream({ uid: 1, section: 'TEXT', offset: 100, length: 400_000, sink: part.sink }))).toBe(400_000);
    expect(part.octets().toString('latin1')).toBe(body.replaceAll('\n', '\r\n').slice(100, 400_100));
    await expect(session.run(uidFetchStream({ uid: 7, section: '', sink: collector().sink }))).rejects.toMatchObject({ failure: { code: 'message-gone' } });
    await session.noop();
  },
};

const binary: Probe = {
  extension: 'BINARY', rfc: 3516, needs: ['BINARY', 'IMAP4REV2'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, MAIL);
    await session.select(wireName);
    const [row] = await rowsOf(session, { binary: [{ section: '1' }, { section: '2' }], binarySizes: ['2'] });
    expect(row?.binary?.get('1')?.toString()).toBe('Hello needle in wörds');
    expect([...(row?.binary?.get('2') ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(row?.binarySizes?.get('2')).toBe(8);
    const decoded = collector();
    expect(await session.run(uidFetchStream({ uid: 1, section: '2', binary: true, offset: 2, length: 4, sink: decoded.sink }))).toBe(4);
    expect([...decoded.octets()]).toEqual([2, 3, 4, 5]);
  },
};

const preview: Probe = {
  extension: 'PREVIEW', rfc: 8970, needs: ['PREVIEW'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, MAIL);
    await session.select(wireName);
    const [row] = await rowsOf(session, { preview: 'now' });
    // NIL is allowed where the server can make none (RFC 8970 3.1).
    expect([null, 'Hello needle in wörds']).toContain(row?.preview);
    expect((await rowsOf(session, { preview: true }))[0]).toHaveProperty('preview');
  },
};

const savedAt: Probe = {
  extension: 'SAVEDATE of messages', rfc: 8514, needs: ['SAVEDATE'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('saved'));
    await session.select(wireName);
    const [row] = await rowsOf(session, { saveDate: true });
    expect(Math.abs((row?.saveDate ?? 0) - Date.now())).toBeLessThan(10 * 60_000);
  },
};

const identity: Probe = {
  extension: 'OBJECTID of messages', rfc: 8474, needs: ['OBJECTID'],
  async run({ session, mailbox, fill }) {
    const [wireName, other] = [await mailbox(), await mailbox()];
    await fill(wireName, mail('one'), mail('two'));
    await session.select(wireName);
    const [one, two] = await rowsOf(session, { emailId: true, threadId: true });
    expect(one?.emailId).toMatch(/^[A-Za-z0-9_-]{1,255}$/u);
    expect(one?.emailId).not.toBe(two?.emailId);
    expect(one).toHaveProperty('threadId');
    await session.uidCopy([[1, 1]], other);
    await session.select(other);
    expect((await rowsOf(session, { emailId: true }))[0]?.emailId).toBe(one?.emailId);
  },
};

const partial: Probe = {
  extension: 'PARTIAL of FETCH', rfc: 9394, needs: ['PARTIAL'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'), mail('three'));
    await session.select(wireName);
    expect((await rowsOf(session, { size: true }, undefined, { partial: [1, 2] })).map(({ uid }) => uid)).toEqual([1, 2]);
    expect((await rowsOf(session, { size: true }, undefined, { partial: [-1, -2] })).map(({ uid }) => uid).sort()).toEqual([2, 3]);
  },
};

const vanished: Probe = {
  extension: 'VANISHED of FETCH', rfc: 7162, needs: ['QRESYNC'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, mail('one'), mail('two'), mail('three'));
    await session.run(enable(['QRESYNC']));
    const { highestModseq } = await session.select(wireName);
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Deleted'] });
    await session.uidExpunge([[2, 2]]);
    await session.uidStore([[3, 3]], { action: 'add', flags: ['\\Flagged'] });
    const rows: number[] = [];
    const fetched = await session.run(uidFetch({ set: [[1, 3]], items: { flags: true }, changedSince: highestModseq, vanished: true, onMessage: ({ uid }) => void rows.push(uid) }));
    expect(rows).toEqual([3]);
    expect(fetched.vanished).toEqual([[2, 2]]);
  },
};

export const probes: readonly Probe[] = [sections, byNumber, streamed, binary, preview, savedAt, identity, partial, vanished];
