/** FETCH items beyond the everyday ones, and what servers spell in their own way. */
import { describe, expect, test } from 'vitest';
import type { FetchedMessage } from '../message.ts';
import { Cursor } from './cursor.ts';
import { parseResponse } from './response.ts';

function row(text: string): { message: FetchedMessage; items: number } {
  const bytes = Buffer.from(text, 'latin1');
  const cursor = new Cursor();
  cursor.set(bytes, 0, bytes.length);
  const response = parseResponse(cursor);
  if (response.kind !== 'fetch') throw new Error(response.kind);
  return response.row;
}
const fetched = (items: string): FetchedMessage => row(`* 1 FETCH (${items})`).message;
const texts = (map: Map<string, Buffer | null> | undefined): [string, string | null][] => [...(map ?? [])].map(([name, octets]) => [name, octets?.toString('latin1') ?? null]);

describe('RFC 3516', () => {
  test('BINARY: literal8, plain literal and quoted (UW), NIL, a part of a part', () => {
    const message = fetched('BINARY[2] ~{8}\r\n\0\x01\x02\x03)\r\n\x07 BINARY[1] {3}\r\nabc BINARY[3] "q" BINARY[4] NIL BINARY[5.1]<4096> ~{0}\r\n UID 9');
    expect(texts(message.binary)).toEqual([['2', '\0\x01\x02\x03)\r\n\x07'], ['1', 'abc'], ['3', 'q'], ['4', null], ['5.1<4096>', '']]);
    expect(message.uid).toBe(9);
    expect(message.sections).toBeUndefined();
  });
  test('BINARY.SIZE', () => {
    expect([...fetched('BINARY.SIZE[2] 8 BINARY.SIZE[1.1] 0').binarySizes!]).toEqual([['2', 8], ['1.1', 0]]);
  });
});

describe('sections', () => {
  test('parts of a section are kept apart by where they begin', () => {
    expect(texts(fetched('BODY[1]<0> "a" BODY[1]<1> "b" BODY[1]<2.10> "c" BODY[]<7> "d"').sections)).toEqual([['1', 'a'], ['1<1>', 'b'], ['1<2>', 'c'], ['<7>', 'd']]);
  });
  test('header fields of parts and all fields but some, however the names are echoed', () => {
    for (const names of ['(SUBJECT DATE)', '("SUBJECT" "DATE")', '(Subject Date)', '("Subject" DATE)', '( subject {4}\r\nDATE )']) {
      const message = fetched(`BODY[HEADER.FIELDS.NOT ${names}] "n" BODY[2.header.fields ${names}] "p" BODY[2.1.HEADER.FIELDS.NOT ${names}] NIL BODY[HEADER.FIELDS ${names}] {6}\r\nA: b\r\n`);
      expect(texts(message.sections)).toEqual([['HEADER.FIELDS.NOT', 'n'], ['2.HEADER.FIELDS', 'p'], ['2.1.HEADER.FIELDS.NOT', null]]);
      expect(message.header).toBe('A: b\r\n');
    }
  });
  test('the old RFC822 items are other names for sections', () => {
    const message = fetched('RFC822 {3}\r\nabc RFC822.HEADER "h" rfc822.text NIL RFC822.SIZE 3');
    expect(texts(message.sections)).toEqual([['', 'abc'], ['HEADER', 'h'], ['TEXT', null]]);
    expect(message.size).toBe(3);
  });
  test('UID behind the literal (Binc), quoted short ones (UW), BODY.PEEK echoed, no blank before a value', () => {
    expect(fetched('BODY[1]<0> {10}\r\nHello need UID 1').uid).toBe(1);
    expect(texts(fetched('BODY[1]<0> "Hello need" BODY.PEEK[2] "x" BODY[3]"y" BODY[4]{1}\r\nz').sections)).toEqual([['1', 'Hello need'], ['2', 'x'], ['3', 'y'], ['4', 'z']]);
  });
});

describe('other items', () => {
  test('SAVEDATE, EMAILID, THREADID, PREVIEW', () => {
    expect(fetched('SAVEDATE "20-Nov-2026 22:31:39 +0000" EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9) PREVIEW {2}\r\n\xc3\xb6')).toMatchObject({
      saveDate: Date.UTC(2026, 10, 20, 22, 31, 39), emailId: 'M6d99ac3275bb4e', threadId: 'T64b478a75b7ea9', preview: 'ö',
    });
    expect(fetched('SAVEDATE NIL THREADID NIL PREVIEW NIL EMAILID x')).toMatchObject({ saveDate: null, threadId: null, preview: null, emailId: 'x' });
  });
  test('Gmail', () => {
    expect(fetched('X-GM-THRID 1278455344230334866 X-GM-MSGID 1278455344230334865 X-GM-LABELS (\\Inbox \\Sent Important "Muy Importante" "[Gmail]/&AOk-" NIL a]b) UID 1')).toMatchObject({
      gmailThreadId: '1278455344230334866', gmailMessageId: '1278455344230334865', gmailLabels: ['\\Inbox', '\\Sent', 'Important', 'Muy Importante', '[Gmail]/&AOk-', 'NIL', 'a]b'], uid: 1,
    });
    expect(fetched('X-GM-LABELS ()').gmailLabels).toEqual([]);
  });
  test('UIDFETCH names the UID instead of the sequence number (RFC 9586)', () => {
    const { message, items } = row('* 25 UIDFETCH (FLAGS (\\Seen) MODSEQ (7))');
    expect(message).toEqual({ sequence: 0, uid: 25, flags: ['\\Seen'], modseq: '7' });
    expect(items & 1).toBe(1);
  });
});

test.each([
  ['RFC822.SIZE NIL', { size: 0 }], ['RFC822.SIZE -1', { size: 0 }], ['RFC822.SIZE "42"', { size: 42 }], ['RFC822.SIZE 1.5e+03', { size: 1500 }], ['FLAGS NIL', { flags: [] }],
])('%s costs neither the message nor what follows', (item, expected) => {
  expect(fetched(`UID 5 ${item} INTERNALDATE "20-Nov-2026 22:31:39 +0000"`)).toEqual({ sequence: 1, uid: 5, internalDate: Date.UTC(2026, 10, 20, 22, 31, 39), ...expected });
  expect(fetched(`UID 5 ${item}`)).toEqual({ sequence: 1, uid: 5, ...expected });
});

describe('broken ENVELOPE and BODYSTRUCTURE', () => {
  const leaf = '("text" "plain" NIL NIL NIL "7bit" 1 1)';
  test.each([
    ['a parenthesis too few', `((${leaf} "mixed" ("boundary" "b") NIL NIL`],
    ['a parenthesis too many', `(${leaf} "mixed" ("boundary" "b") NIL NIL))`],
    ['a quote inside quotes', `(("APPLICATION" "PDF NAME="A UID 7 x.PDF"" NIL NIL NIL "base64" 9)(${leaf}) "mixed")`],
    ['no list at all', 'NIL'],
    ['nothing in it', '()'],
  ])('%s: the message is still there', (_, structure) => {
    const message = fetched(`UID 5 BODYSTRUCTURE ${structure} FLAGS (\\Seen) BODY[HEADER.FIELDS (X)] {6}\r\nA: b\r\n`);
    expect(message).toMatchObject({ uid: 5, flags: ['\\Seen'] });
    expect(message.header).toBe('A: b\r\n');
    expect(fetched(`UID 5 FLAGS (\\Seen) BODYSTRUCTURE ${structure}`)).toMatchObject({ uid: 5, flags: ['\\Seen'] });
  });
  test('an item name inside quotes is not taken for an item', () => {
    expect(fetched('UID 5 BODYSTRUCTURE (("a" "b UID 6 FLAGS (x)" NIL FLAGS (\\Seen)').uid).toBe(5);
  });
  test('Exchange: a multipart without subtype; mail.ru: sizes as floating point; a size of -1', () => {
    expect(fetched(`BODYSTRUCTURE (${leaf} NIL ("boundary" "b") NIL NIL)`).bodyStructure).toMatchObject({ t: 'multipart/mixed', c: [{ s: '1' }] });
    expect(fetched('BODYSTRUCTURE ("application" "pdf" NIL NIL NIL "base64" 1.86931e+06 NIL NIL NIL NIL)').bodyStructure).toMatchObject({ t: 'application/pdf', n: 1869310 });
    expect(fetched('BODYSTRUCTURE ("multipart" "appledouble" ("boundary" "b") NIL NIL "7BIT" -1 NIL NIL NIL NIL)').bodyStructure).toEqual({ s: '1', t: 'multipart/appledouble', p: { boundary: 'b' }, e: '7bit' });
  });
  test('language and location are not taken for a disposition', () => {
    expect(fetched('BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 1 1 NIL NIL "en" "http://x")').bodyStructure).toEqual({ s: '1', t: 'text/plain', e: '7bit', n: 1 });
    expect(fetched(`BODYSTRUCTURE (${leaf} "mixed" ("boundary" "b") NIL ("en" "de") NIL)`).bodyStructure).toEqual({ s: '', t: 'multipart/mixed', p: { boundary: 'b' }, c: [{ s: '1', t: 'text/plain', e: '7bit', n: 1 }] });
    expect(fetched('BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 1 1 "md5" ("inline" NIL) ("en") NIL)').bodyStructure).toEqual({ s: '1', t: 'text/plain', e: '7bit', n: 1, d: 'inline' });
  });
  test('QQ: an ENVELOPE without Bcc', () => {
    const a = '((NIL NIL "a" "x.org"))';
    expect(fetched(`ENVELOPE (NIL "s" ${a} ${a} ${a} NIL NIL NIL "<m@x>") UID 4`)).toMatchObject({ uid: 4, envelope: { messageId: '<m@x>', inReplyTo: '', bcc: [] } });
    expect(fetched(`ENVELOPE (NIL "s" ${a} ${a} ${a} NIL NIL "<r@x>" "<m@x>") UID 4`)).toMatchObject({ uid: 4, envelope: { messageId: '<m@x>', inReplyTo: '<r@x>' } });
  });
  test('strings without quotes', () => {
    expect(fetched('ENVELOPE (NIL hello ((Anna NIL anna example.org)) NIL NIL NIL NIL NIL NIL <m@x>) BODYSTRUCTURE (text plain (charset utf-8) NIL NIL 7bit 1 1)')).toMatchObject({
      envelope: { subject: 'hello', from: [['Anna', 'anna@example.org']], messageId: '<m@x>' }, bodyStructure: { t: 'text/plain', e: '7bit', n: 1, p: { charset: 'utf-8' } },
    });
  });
});

describe('what is kept for the next message is right for it', () => {
  test('heads of parts and addresses that differ in one octet', () => {
    for (const charset of ['utf-8', 'utf-7', 'utf-8', 'UTF-8']) {
      expect(fetched(`BODYSTRUCTURE ("text" "plain" ("charset" "${charset}") NIL NIL "7bit" 3 1 NIL NIL NIL NIL)`).bodyStructure).toEqual({ s: '1', t: 'text/plain', p: { charset }, e: '7bit', n: 3 });
    }
    for (const host of ['a.org', 'b.org', 'a.org']) {
      expect(fetched(`ENVELOPE (NIL NIL (("N" NIL "m" "${host}")("\\"Q\\"" NIL "m" "${host}")) NIL NIL NIL NIL NIL NIL NIL)`).envelope!.from).toEqual([['N', `m@${host}`], ['"Q"', `m@${host}`]]);
    }
  });
  test('parameters are shared and cannot be changed by one message', () => {
    const structure = (): FetchedMessage => fetched('BODYSTRUCTURE ("text" "plain" ("charset" "x-shared") NIL NIL "7bit" 3 1)');
    const [a, b] = [structure().bodyStructure!, structure().bodyStructure!];
    expect(a).not.toBe(b);
    expect(() => (a.p!['charset'] = 'y')).toThrow(TypeError);
    expect(b.p).toEqual({ charset: 'x-shared' });
  });
});
