/** FETCH of anything: what is asked for on the wire, whose answer a row is, and what needs an extension. */
import { describe, expect, test } from 'vitest';
import { fetch, uidFetch, type FetchRequest } from '../../../main/imap/commands/fetch.ts';
import type { FetchedMessage, FetchItems } from '../../../main/imap/message.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

const ALL = `${CAPABILITIES} PREVIEW SAVEDATE OBJECTID X-GM-EXT-1 BINARY QRESYNC PARTIAL UIDONLY`;
const request = (more: Partial<FetchRequest>): FetchRequest => ({ set: [[1, 5]], items: { flags: true }, onMessage: () => undefined, ...more });

describe('what is sent', () => {
  const cases: [string, FetchItems, string][] = [
    ['binary', { binary: [{ section: '1' }, { section: '2.1', offset: 10, length: 5 }], binarySizes: ['2'] }, 'BINARY.PEEK[1] BINARY.PEEK[2.1]<10.5> BINARY.SIZE[2]'],
    ['sections', { sections: [{ section: '' }, { section: 'header' }, { section: '1.mime', length: 9 }, { section: '3.2.TEXT', offset: 4096, length: 4096 }] }, 'BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[1.MIME]<0.9> BODY.PEEK[3.2.TEXT]<4096.4096>'],
    ['header fields', { headerFields: ['References'], sections: [{ section: '2.header.fields', fields: ['Subject', 'X-a'] }, { section: 'HEADER.FIELDS.NOT', fields: ['received'] }] },
      'BODY.PEEK[HEADER.FIELDS (REFERENCES)] BODY.PEEK[2.HEADER.FIELDS (SUBJECT X-A)] BODY.PEEK[HEADER.FIELDS.NOT (RECEIVED)]'],
    ['the rest', { preview: 'now', saveDate: true, emailId: true, threadId: true, gmail: true }, 'PREVIEW SAVEDATE EMAILID THREADID X-GM-MSGID X-GM-THRID X-GM-LABELS'],
    ['a lazy preview', { preview: true }, 'PREVIEW (LAZY)'],
  ];
  test.each(cases)('%s', async (_, items, expected) => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command(`UID FETCH 1:5 (UID ${expected})`);
      line.send(`${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    expect(await session.run(uidFetch(request({ items })))).toEqual({ vanished: null });
    await server.done();
  });
  test.each<[string, FetchItems]>([
    ['a part of no length', { sections: [{ section: '1', offset: 3 }] }],
    ['fields without names', { sections: [{ section: '2.HEADER.FIELDS', fields: [] }] }],
    ['fields of the message, which have a place of their own', { sections: [{ section: 'HEADER.FIELDS', fields: ['A'] }] }],
    ['one section with two lists', { sections: [{ section: '2.HEADER.FIELDS', fields: ['A'] }, { section: '2.HEADER.FIELDS', fields: ['B'] }] }],
    ['a list where there can be none', { sections: [{ section: '2.MIME', fields: ['A'] }] }],
    ['no list where there must be one', { sections: [{ section: 'HEADER.FIELDS.NOT' }] }],
    ['a field that is more than a name', { sections: [{ section: 'HEADER.FIELDS.NOT', fields: ['A)] BODY[]'] }] }],
    ['decoding what is no part', { binary: [{ section: 'TEXT' }] }],
    ['the size of what is no part', { binarySizes: ['1]\r\n'] }],
  ])('refused: %s', async (_, items) => {
    const { session } = await selected(async (line) => line.hungUp(), {}, { capabilities: ALL });
    expect((await failureOf(session.run(uidFetch(request({ items }))))).code).toBe('invalid-input');
  });
  test.each<[string, Partial<FetchRequest>]>([
    ['PREVIEW', { items: { preview: 'now' } }], ['SAVEDATE', { items: { saveDate: true } }], ['OBJECTID', { items: { threadId: true } }], ['X-GM-EXT-1', { items: { gmail: true } }],
    ['BINARY or IMAP4REV2', { items: { binarySizes: ['1'] } }], ['QRESYNC', { changedSince: '5', vanished: true }], ['PARTIAL', { partial: [1, 5] }],
  ])('without %s: unsupported, nothing sent', async (name, more) => {
    const { session } = await selected(async (line) => line.hungUp());
    expect(await failureOf(session.run(uidFetch(request(more))))).toMatchObject({ code: 'unsupported', responseCode: name });
  });
});

describe('a message in several responses', () => {
  const HEAD = 'ENVELOPE (NIL "Tide" NIL NIL NIL NIL NIL NIL NIL NIL)';
  const ITEMS: FetchItems = { flags: true, size: true, envelope: true };
  const fetched = async (rows: readonly string[], items = ITEMS): Promise<FetchedMessage[]> => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(rows.map((row) => `* ${row}\r\n`).join('') + `${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    const messages: FetchedMessage[] = [];
    await session.run(uidFetch(request({ items, onMessage: (message) => void messages.push(message) })));
    return messages;
  };
  const brief = ({ uid, size, flags, envelope }: FetchedMessage) => [uid, size, flags, envelope?.subject];

  test.each([
    ['size and envelope apart', ['1 FETCH (UID 1 FLAGS (\\Seen) RFC822.SIZE 5)', `1 FETCH (UID 1 ${HEAD})`]],
    ['the flags before', ['1 FETCH (UID 1 FLAGS (\\Seen))', `1 FETCH (UID 1 RFC822.SIZE 5 ${HEAD})`]],
    ['the flags behind', [`1 FETCH (UID 1 RFC822.SIZE 5 ${HEAD})`, '1 FETCH (UID 1 FLAGS (\\Seen))']],
    ['others in between', ['1 FETCH (UID 1 RFC822.SIZE 5)', '2 FETCH (UID 2 FLAGS ())', `1 FETCH (UID 1 FLAGS (\\Seen) ${HEAD})`]],
  ])('is one message: %s', async (_, rows) => {
    expect((await fetched(rows)).map(brief)).toEqual([[1, 5, ['\\Seen'], 'Tide']]);
  });

  test('what never comes holds up nothing and loses nothing', async () => {
    const some = Array.from({ length: 40 }, (_, n) => `${n + 1} FETCH (UID ${n + 1} FLAGS () RFC822.SIZE ${n})`);
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(some.map((row) => `* ${row}\r\n`).join('') + `${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    const uids: number[] = [];
    await session.run(uidFetch(request({ set: [[1, 100]], items: ITEMS, onMessage: ({ uid }) => void uids.push(uid) })));
    expect(uids).toEqual(some.map((_, n) => n + 1));
  });

  test('parts of one are all there, and flags of one that has come are news and no second row', async () => {
    const parts = await fetched(['1 FETCH (UID 1 INTERNALDATE "17-Jul-1996 02:44:25 -0700")', '1 FETCH (UID 1 BODY[1] "a")', '1 FETCH (UID 1 BODY[2] "b")'], { sections: [{ section: '1' }, { section: '2' }], internalDate: true });
    expect(parts.flatMap(({ sections }) => [...sections!].map(([name, content]) => `${name}=${content!.toString()}`))).toEqual(['1=a', '2=b']);
    expect(parts[0]!.internalDate).toBeGreaterThan(0);
    expect((await fetched([`1 FETCH (UID 1 FLAGS () RFC822.SIZE 5 ${HEAD})`, '1 FETCH (UID 1 FLAGS (\\Seen))'])).map(brief)).toEqual([[1, 5, [], 'Tide']]);
  });
});

describe('modifiers', () => {
  test('CHANGEDSINCE with VANISHED: what is gone, and only what was asked about', async () => {
    const news: unknown[] = [];
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 1:5 (UID FLAGS) (CHANGEDSINCE 12345 VANISHED)');
      line.send(`* VANISHED (EARLIER) 1,3\r\n* VANISHED 70\r\n* VANISHED (EARLIER) 4:5\r\n* 1 FETCH (UID 2 FLAGS () MODSEQ (12346))\r\n${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    session.onNews((item) => void news.push(item));
    const rows: number[] = [];
    expect(await session.run(uidFetch(request({ changedSince: '12345', vanished: true, onMessage: (row) => void rows.push(row.uid) })))).toEqual({ vanished: [[1, 1], [3, 5]] });
    expect(rows).toEqual([2]);
    expect(news).toMatchObject([{ kind: 'vanished', uids: [[70, 70]] }]);
  });
  test('nothing gone is an empty set; without a state to count from it is refused', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(`${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    expect(await session.run(uidFetch(request({ changedSince: '1', vanished: true })))).toEqual({ vanished: [] });
    expect((await failureOf(session.run(uidFetch(request({ vanished: true }))))).code).toBe('invalid-input');
  });
  test('PARTIAL from both ends', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 1:5 (UID FLAGS) (PARTIAL -1:-100)');
      line.send(`* 3 FETCH (UID 5 FLAGS ())\r\n${tag} OK done\r\n`);
      const second = await line.command('UID FETCH 1:5 (UID FLAGS) (PARTIAL 1:2 CHANGEDSINCE 7)');
      line.send(`${second} OK done\r\n`);
    }, {}, { capabilities: ALL });
    const rows: number[] = [];
    await session.run(uidFetch(request({ partial: [-1, -100], onMessage: (row) => void rows.push(row.uid) })));
    await session.run(uidFetch(request({ partial: [1, 2], changedSince: '7' })));
    expect(rows).toEqual([5]);
    expect((await failureOf(session.run(uidFetch(request({ partial: [0, 2] }))))).code).toBe('invalid-input');
  });
});

describe('answers', () => {
  test('by sequence number: rows of other messages are news, and nothing is sent beside it', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('FETCH 2:3 (UID FLAGS)');
      line.send(`* 2 FETCH (UID 20 FLAGS ())\r\n* 9 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (FLAGS ())\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(line.leftOver()).toBe('');
      line.send(`${tag} OK done\r\n`);
      const noop = await line.command('NOOP');
      line.send(`${noop} OK done\r\n`);
    });
    const rows: FetchedMessage[] = [];
    await Promise.all([session.run(fetch(request({ set: [[2, 3]], onMessage: (row) => void rows.push(row) }))), session.noop()]);
    expect(rows.map(({ sequence, uid }) => [sequence, uid])).toEqual([[2, 20], [3, 0]]);
    await server.done();
  });
  test('UIDFETCH rows (RFC 9586)', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(`* 4 UIDFETCH (FLAGS (\\Seen))\r\n* 99 UIDFETCH (FLAGS ())\r\n${tag} OK done\r\n`);
    }, {}, { capabilities: ALL });
    const rows: FetchedMessage[] = [];
    await session.run(uidFetch(request({ onMessage: (row) => void rows.push(row) })));
    expect(rows).toEqual([{ sequence: 0, uid: 4, flags: ['\\Seen'] }]);
  });
  test('UNKNOWN-CTE is told as such', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(`${tag} NO [UNKNOWN-CTE] x-foo is unknown\r\n`);
    }, {}, { capabilities: ALL });
    expect(await failureOf(session.run(uidFetch(request({ items: { binary: [{ section: '1' }] } }))))).toMatchObject({ code: 'server-no', responseCode: 'UNKNOWN-CTE' });
  });
});
