/** The same sessions through imapflow and ours against one Dovecot: equal in the normal form of agreement/normal-form.ts, or listed here with the reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ImapFlow, type SearchObject } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create } from '../../main/imap/commands/create.ts';
import { subscribe } from '../../main/imap/commands/subscribe.ts';
import { readStatus } from '../../main/imap/mailbox-status.ts';
import { openSession } from '../../main/imap/open-session.ts';
import type { FetchedMessage } from '../../main/imap/message.ts';
import type { Session } from '../../main/imap/session.ts';
import type { SearchKey } from '../../main/imap/search-key.ts';
import { useByAttributes } from '../../main/imap/special-use.ts';
import { generateMail } from '../protocol/mime/generate-mail.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { describeCorpus, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { NASTY_MAIL } from './agreement/nasty-mail.ts';
import { ourMailbox, ourMessage, theirMailbox, theirMessage, type NormalMessage, type NormalPart } from './agreement/normal-form.ts';
import { EXPECTED_DIFFERENCES } from './agreement/differences.ts';

const CORPORA = join(import.meta.dirname, '../../../shared/corpora');
const ITEMS = { flags: true, modseq: true, internalDate: true, size: true, envelope: true, bodyStructure: true } as const;
const ALL_UIDS = [[1, 4294967295]] as const;

const leavesOf = (part: NormalPart): NormalPart[] => (part.type.startsWith('multipart/') ? part.children.flatMap(leavesOf) : [part, ...part.children.flatMap(leavesOf)]);

describeWith(dovecotRequirement, 'imapflow and ours', () => {
  let dovecot: Dovecot;
  let ours: Session;
  let theirs: ImapFlow;

  beforeAll(async () => {
    dovecot = await startDovecot();
    ours = await openSession({
      server: { host: '127.0.0.1', port: dovecot.ports.imap, security: 'none', user: 'alice' },
      credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false, deadlineMs: 20_000, silenceMs: 20_000, clientId: { name: 'Godwit' },
    });
    theirs = new ImapFlow({ host: '127.0.0.1', port: dovecot.ports.imap, secure: false, doSTARTTLS: false, auth: { user: 'alice', pass: 'alice-pw' }, logger: false, disableAutoIdle: true });
    await theirs.connect();
  });
  afterAll(async () => {
    ours.destroy();
    theirs.close();
    await dovecot.stop();
  });

  /** Puts messages into a new mailbox, by turns with either client, and answers what each then says of it. */
  async function compared(mailbox: string, messages: readonly Buffer[]): Promise<[ours: Map<number, NormalMessage>, theirs: Map<number, NormalMessage>]> {
    await ours.run(create(mailbox));
    for (const [index, raw] of messages.entries()) {
      const date = new Date(Date.UTC(2026, 0, 1 + (index % 300), 3, 4, 5));
      const flags = index % 3 === 0 ? ['\\Seen', '$Forwarded'] : [];
      if (index % 2 === 0) await ours.append(mailbox, raw, { flags, date });
      else await theirs.append(mailbox, raw, flags, date);
    }
    await ours.select(mailbox, { readOnly: true });
    const own = new Map<number, NormalMessage>();
    await ours.uidFetch(ALL_UIDS, ITEMS, {}, (message) => void own.set(message.uid, ourMessage(message)));
    await theirs.mailboxOpen(mailbox, { readOnly: true });
    const other = new Map<number, NormalMessage>();
    for await (const message of theirs.fetch('1:*', { uid: true, flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true }, { uid: true })) other.set(message.uid, theirMessage(message));
    expect(own.size).toBe(messages.length);
    await handedOut(own);
    return [own, other];
  }

  /** Every part without parts of its own is where its number says, as long as it says. */
  async function handedOut(messages: Map<number, NormalMessage>): Promise<void> {
    await Promise.all([...messages].map(async ([uid, { structure }]) => {
      const leaves = leavesOf(structure);
      const fetched: FetchedMessage[] = [];
      await ours.uidFetch([[uid, uid]], { sections: leaves.map(({ part }) => ({ section: part })) }, {}, (message) => void fetched.push(message));
      expect(leaves.map(({ part }) => fetched[0]?.sections?.get(part)?.length ?? -1), `parts of ${uid}`).toEqual(leaves.map(({ size }) => size));
    }));
  }

  /** Differences that are not in the list, each with the message it is about. */
  function unexpected(named: readonly string[], own: Map<number, NormalMessage>, other: Map<number, NormalMessage>): { message: string; ours: NormalMessage; theirs: NormalMessage }[] {
    return [...own.keys()].flatMap((uid) => {
      const [left, right] = [own.get(uid)!, other.get(uid)];
      if (right === undefined) throw new Error(`imapflow did not give message ${uid}`);
      for (const { alike } of EXPECTED_DIFFERENCES) alike(left, right);
      return isDeepStrictEqual(left, right) ? [] : [{ message: named[uid - 1] ?? '', ours: left, theirs: right }];
    });
  }

  const agree = (named: readonly string[], own: Map<number, NormalMessage>, other: Map<number, NormalMessage>): void => {
    for (const { message, ours: left, theirs: right } of unexpected(named, own, other)) expect.soft(left, message).toEqual(right);
  };

  test('mailboxes: names, levels, subscriptions, special use', async () => {
    for (const name of ['Entwürfe & Ähnliches', '日本語', 'a "b" \\c', '{10}', 'deep/er/still']) await ours.run(create(ours.wireName(name)));
    await ours.run(subscribe(ours.wireName('日本語')));
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    const own = (await ours.list()).map((listing) => ourMailbox(listing, useByAttributes(listing.attributes))).sort(byName);
    const other = (await theirs.list()).map(theirMailbox).sort(byName);
    expect(own.length).toBeGreaterThan(10);
    expect(own).toEqual(other);
  });

  test('nasty messages: envelopes, structures, flags, sizes, dates', async () => {
    const named = [...NASTY_MAIL.keys()];
    const [own, other] = await compared('Nasty', [...NASTY_MAIL.values()]);
    for (const { reason, alike } of EXPECTED_DIFFERENCES) {
      const before = JSON.stringify([...other]);
      for (const [uid, message] of own) alike(message, other.get(uid)!);
      expect(JSON.stringify([...other]), `no longer: ${reason}`).not.toBe(before);
    }
    agree(named, own, other);
  });

  test('300 generated messages', async () => {
    const seeds = Array.from({ length: 300 }, (_, seed) => seed + 1);
    const [own, other] = await compared('Generated', seeds.map((seed) => Buffer.from(generateMail(seed).raw.toString('latin1').replace(/\r?\n/gu, '\r\n'), 'latin1')));
    agree(seeds.map((seed) => `seed ${seed}`), own, other);
  });

  describeCorpus(CORPORA, 'collected messages', () => {
    const folders = ['cpython-email', 'mikel-mail', 'mimekit', 'nodemailer-mailparser'];
    test.each(folders)('%s', async (folder) => {
      const files = readdirSync(join(CORPORA, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:eml|txt|msg)$/u.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
      // A NUL cannot be in a message (RFC 3501 9 CHAR8): neither client sends it.
      const messages = files.map((file) => ({ file, raw: Buffer.from(readFileSync(file).toString('latin1').replace(/\r?\n/gu, '\r\n'), 'latin1') })).filter(({ raw }) => raw.length > 0 && raw.length < 2_000_000 && !raw.includes(0));
      expect(messages.length).toBeGreaterThan(5);
      const [own, other] = await compared(`Corpus ${folder}`, messages.map(({ raw }) => raw));
      agree(messages.map(({ file }) => file), own, other);
    });
  });

  describe('on the nasty messages', () => {
    const own = async (key: SearchKey): Promise<number[]> => ours.uidSearch(key);
    const other = async (query: SearchObject): Promise<number[]> => {
      const found = await theirs.search(query, { uid: true });
      if (found === false || found === undefined) throw new Error('imapflow: the search failed');
      return found;
    };
    const day = new Date(Date.UTC(2026, 0, 5));
    const keys: readonly [string, SearchKey, SearchObject][] = [
      ['all', { all: true }, { all: true }],
      ['seen', { seen: true }, { seen: true }],
      ['unseen', { seen: false }, { seen: false }],
      ['keyword', { keyword: '$Forwarded' }, { keyword: '$Forwarded' }],
      ['no keyword', { unkeyword: '$Forwarded' }, { unKeyword: '$Forwarded' }],
      ['from', { from: 'example.net' }, { from: 'example.net' }],
      ['to', { to: 'bob' }, { to: 'bob' }],
      ['cc', { cc: 'dave' }, { cc: 'dave' }],
      ['bcc', { bcc: 'eve' }, { bcc: 'eve' }],
      ['subject, not ASCII', { subject: 'Grüße' }, { subject: 'Grüße' }],
      ['subject with quotes', { subject: '"\\" {5}' }, { subject: '"\\" {5}' }],
      ['body', { body: 'needle' }, { body: 'needle' }],
      ['body, not ASCII', { body: 'grün' }, { body: 'grün' }],
      ['text', { text: 'outer' }, { text: 'outer' }],
      ['header is there', { header: { field: 'In-Reply-To', value: '' } }, { header: { 'In-Reply-To': true } }],
      ['header has', { header: { field: 'Message-ID', value: '<plain@example.net>' } }, { header: { 'Message-ID': '<plain@example.net>' } }],
      ['larger', { larger: 400 }, { larger: 400 }],
      ['smaller', { smaller: 100 }, { smaller: 100 }],
      ['on', { on: day }, { on: day }],
      ['before', { before: day }, { before: day }],
      ['since', { since: day }, { since: day }],
      ['sent since', { sentSince: day }, { sentSince: day }],
      ['sent on', { sentOn: new Date(Date.UTC(2026, 10, 19)) }, { sentOn: new Date(Date.UTC(2026, 10, 19)) }],
      ['sent before', { sentBefore: new Date(Date.UTC(2026, 10, 19)) }, { sentBefore: new Date(Date.UTC(2026, 10, 19)) }],
      ['uids', { uid: [[2, 4], [7, 7]] }, { uid: '2:4,7' }],
      ['not', { not: { from: 'example.net' } }, { not: { from: 'example.net' } }],
      ['or', { or: [{ subject: 'Hello' }, { subject: 'groups' }] }, { or: [{ subject: 'Hello' }, { subject: 'groups' }] }],
      ['and', { and: [{ seen: true }, { from: 'example' }, { not: { subject: 'Hello' } }] }, { seen: true, from: 'example', not: { subject: 'Hello' } }],
      ['nothing', { subject: 'not to be found' }, { subject: 'not to be found' }],
    ];

    test.each(keys)('search: %s', async (_name, key, query) => {
      await ours.select('Nasty', { readOnly: true });
      await theirs.mailboxOpen('Nasty', { readOnly: true });
      expect(await own(key)).toEqual(await other(query));
    });

    test('octets of messages and of their parts', async () => {
      await ours.select('Nasty', { readOnly: true });
      await theirs.mailboxOpen('Nasty', { readOnly: true });
      const mine = new Map<number, FetchedMessage>();
      await ours.uidFetch(ALL_UIDS, { headerFields: ['Subject', 'From'], sections: [{ section: '' }, { section: '1' }, { section: '1.MIME' }, { section: '2' }, { section: 'TEXT', offset: 3, length: 5 }] }, {}, (message) => void mine.set(message.uid, message));
      for await (const message of theirs.fetch('1:*', { uid: true, source: true, headers: ['Subject', 'From'], bodyParts: ['1', '1.mime', '2', { key: 'text', start: 3, maxLength: 5 }] }, { uid: true })) {
        const { sections, header } = mine.get(message.uid)!;
        expect(sections!.get('')).toEqual(message.source);
        expect(Buffer.from(header!, 'latin1')).toEqual(message.headers);
        // imapflow leaves out what is NIL.
        for (const [section, key] of [['1', '1'], ['1.MIME', '1.mime'], ['2', '2']] as const) expect(sections!.get(section) ?? null, `${message.uid} ${section}`).toEqual(message.bodyParts?.get(key) ?? null);
      }
      expect(mine.size).toBe(NASTY_MAIL.size);
    });
  });

  test('status and select', async () => {
    const own = await readStatus(ours, 'Nasty', ['messages', 'recent', 'uidNext', 'uidValidity', 'unseen', 'highestModseq', 'size']);
    const other = await theirs.status('Nasty', { messages: true, recent: true, uidNext: true, uidValidity: true, unseen: true, highestModseq: true, size: true });
    if (other === false) throw new Error('imapflow: STATUS failed');
    expect({ ...own, uidValidity: BigInt(own.uidValidity!), highestModseq: BigInt(own.highestModseq!), path: 'Nasty' }).toEqual({ ...other });
    const selected = await ours.select('Nasty');
    const opened = await theirs.mailboxOpen('Nasty');
    expect({ exists: selected.exists, uidNext: selected.uidNext, uidValidity: BigInt(selected.uidValidity), modseq: BigInt(selected.highestModseq), flags: [...selected.permanentFlags].sort() })
      .toEqual({ exists: opened.exists, uidNext: opened.uidNext, uidValidity: opened.uidValidity, modseq: opened.highestModseq, flags: [...(opened.permanentFlags ?? [])].sort() });
  });

  test('store, copy, move, append: what one does the other sees, and both tell the same numbers', async () => {
    for (const name of ['Work A', 'Work B']) await ours.run(create(name));
    const raw = NASTY_MAIL.get('plain')!;
    const first = await ours.append('Work A', raw, { flags: ['\\Flagged'] });
    const second = await theirs.append('Work A', raw, ['\\Flagged']);
    if (second === false) throw new Error('imapflow: APPEND failed');
    expect([first?.uid, second.uid, BigInt(first!.uidValidity)]).toEqual([1, 2, second.uidValidity]);
    await ours.select('Work A');
    await theirs.mailboxOpen('Work A');
    await ours.uidStore([[1, 1]], { action: 'add', flags: ['\\Seen', '$One'] });
    await theirs.messageFlagsAdd('2', ['\\Seen', '$One'], { uid: true });
    await ours.uidStore([[1, 1]], { action: 'remove', flags: ['\\Flagged'] });
    await theirs.messageFlagsRemove('2', ['\\Flagged'], { uid: true });
    const flags = new Map<number, string[]>();
    await ours.noop();
    // \Recent is for whoever looked first.
    await ours.uidFetch([[1, 2]], { flags: true }, {}, (message) => void flags.set(message.uid, message.flags!.filter((flag) => flag !== '\\Recent').sort()));
    expect([...flags]).toEqual([[1, ['$One', '\\Seen']], [2, ['$One', '\\Seen']]]);
    const copied = await ours.uidCopy([[1, 1]], 'Work B');
    const copiedToo = await theirs.messageCopy('2', 'Work B', { uid: true });
    if (copiedToo === false) throw new Error('imapflow: COPY failed');
    expect([copied!.source, copied!.destination]).toEqual([[1], [1]]);
    expect([...copiedToo.uidMap ?? []]).toEqual([[2, 2]]);
    const moved = await ours.uidMove([[1, 1]], 'Work B');
    const movedToo = await theirs.messageMove('2', 'Work B', { uid: true });
    if (movedToo === false) throw new Error('imapflow: MOVE failed');
    expect([moved!.source, moved!.destination]).toEqual([[1], [3]]);
    expect([...movedToo.uidMap ?? []]).toEqual([[2, 4]]);
    // STATUS of the selected mailbox tells what this session knows of it.
    await ours.noop();
    expect((await ours.status('Work A')).messages).toBe(0);
    expect((await ours.status('Work B')).messages).toBe(4);
  });
});
