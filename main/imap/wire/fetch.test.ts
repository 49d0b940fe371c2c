/** FETCH responses: every item, NIL everywhere, 8-bit, encoded text, broken values, depth. */
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../shared/failure.ts';
import type { BodyPart, Envelope, FetchedMessage } from '../message.ts';
import { Cursor } from './cursor.ts';
import { parseResponse } from './response.ts';

function fetched(text: string | Buffer): FetchedMessage {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  const cursor = new Cursor();
  cursor.set(bytes, 0, bytes.length);
  const response = parseResponse(cursor);
  if (response.kind !== 'fetch') throw new Error(response.kind);
  return response.row.message;
}
const envelope = (text: string): Envelope => fetched(`* 1 FETCH (UID 1 ENVELOPE ${text})`).envelope!;
const structure = (text: string): BodyPart => fetched(`* 1 FETCH (UID 1 BODYSTRUCTURE ${text})`).bodyStructure!;
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('items', () => {
  test('the plain ones, in any order and case', () => {
    expect(fetched('* 12 fetch (flags (\\Seen $Junk \\Seen) UID 4294967295 RFC822.SIZE 123 MODSEQ (9223372036854775807) internaldate " 1-Feb-2026 03:04:05 +0130" X-THING (a (b "c)")) PREVIEW "hi")')).toEqual({
      sequence: 12, uid: 4294967295, flags: ['\\Seen', '$Junk'], size: 123, modseq: '9223372036854775807', internalDate: Date.UTC(2026, 1, 1, 1, 34, 5), preview: 'hi',
    });
  });
  test('flags are shared between messages and cannot be changed by one of them', () => {
    const [a, b] = [fetched('* 1 FETCH (FLAGS (\\Seen $X))').flags!, fetched('* 2 FETCH (FLAGS (\\Seen $X))').flags!];
    expect(a).toBe(b);
    expect(() => a.push('x')).toThrow(TypeError);
    expect(fetched('* 1 FETCH (FLAGS ())').flags).toEqual([]);
    expect(fetched('* 1 FETCH (FLAGS (a]b))').flags).toEqual(['a]b']);
  });
  test('sections: literal, quoted, NIL, partial, MIME, and the header fields in every spelling', () => {
    const message = fetched('* 1 FETCH (BODY[] {5}\r\na"(\r\n BODY[1]<0> "q\\"x" body[2.1.mime] NIL BODY[TEXT] "" BODY[HEADER.FIELDS (REFERENCES)] {8}\r\nA: b\r\n\r\n UID 3)');
    expect([...message.sections!].map(([name, octets]) => [name, octets?.toString('latin1') ?? null])).toEqual([['', 'a"(\r\n'], ['1', 'q"x'], ['2.1.MIME', null], ['TEXT', '']]);
    expect(message.header).toBe('A: b\r\n\r\n');
    expect(message.uid).toBe(3);
    for (const spelling of ['BODY[HEADER.FIELDS ("REFERENCES")]', 'BODY[HEADER.FIELDS ( References )]', 'BODY[HEADER.FIELDS (X "a]b")]']) {
      expect(fetched(`* 1 FETCH (${spelling} {6}\r\nA: b\r\n)`).header).toBe('A: b\r\n');
    }
    expect(fetched('* 1 FETCH (BODY[HEADER.FIELDS (REFERENCES)] NIL)').header).toBe('\r\n');
  });
  test.each([
    ['"20-Nov-2026 10:01:00 GMT"', Date.UTC(2026, 10, 20, 10, 1)],
    ['"20-Nov-2026 10:01:00 -0830"', Date.UTC(2026, 10, 20, 18, 31)],
    ['"xx"', Number.NaN],
    ['NIL', Number.NaN],
    ['"01-Jan-0001 00:00:00 +0000"', Number.NaN],
  ])('INTERNALDATE %s', (text, expected) => {
    expect(fetched(`* 1 FETCH (INTERNALDATE ${text})`).internalDate).toBe(expected);
  });
});

describe('ENVELOPE', () => {
  test('NIL everywhere', () => {
    expect(envelope('(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)')).toEqual({ date: Number.NaN, subject: '', from: [], sender: [], replyTo: [], to: [], cc: [], bcc: [], inReplyTo: '', messageId: '' });
    expect(envelope('(NIL "" ((NIL NIL NIL NIL)) NIL () NIL NIL NIL "" "")').from).toEqual([]);
  });
  test('text: encoded, raw UTF-8, latin1, escapes, literals', () => {
    const read = envelope(`("Fri, 20 Nov 2026 22:35:02 +0100 (CET)" {20}\r\n=?utf-8?Q?Gr=C3=BC?= (("${utf8('Jürgen')}" NIL "a\\"b" "example.org")("Andr\xe9" NIL "x" "example.org")({3}\r\n"q" NIL {1}\r\nm "h")) NIL NIL NIL NIL NIL " <a@b> " "<c@d>")`);
    expect(read).toMatchObject({ date: Date.UTC(2026, 10, 20, 21, 35, 2), subject: 'Grü', from: [['Jürgen', '"a\\"b"@example.org'], ['André', 'x@example.org'], ['"q"', 'm@h']], inReplyTo: '<a@b>', messageId: '<c@d>' });
  });
  test('sender and reply-to are kept apart from From where they differ', () => {
    const read = envelope('(NIL NIL ((NIL NIL "a" "example.org")) ((NIL NIL "a" "example.com")) ((NIL NIL "a" "example.org")(NIL NIL "b" "example.org")) NIL NIL NIL NIL NIL)');
    expect([read.from, read.sender, read.replyTo]).toEqual([[['', 'a@example.org']], [['', 'a@example.com']], [['', 'a@example.org'], ['', 'b@example.org']]]);
  });
  test('groups are flattened; placeholders of servers are no addresses', () => {
    const read = envelope('(NIL NIL NIL NIL NIL ((NIL NIL "team" NIL)("A" NIL "a" "example.org")(NIL NIL NIL NIL)("B" NIL "MISSING_MAILBOX" "MISSING_DOMAIN")("C" NIL "c" "MISSING_DOMAIN")) NIL NIL NIL NIL)');
    expect(read.to).toEqual([['A', 'a@example.org'], ['B', ''], ['C', 'c']]);
  });
  test.each([
    ['Fri, 20 Nov 2026 22:35 EST', Date.UTC(2026, 10, 21, 3, 35)],
    ['20 Nov 26 1:02:03 -0000', Date.UTC(2026, 10, 20, 1, 2, 3)],
    ['Friday, 20-Nov-98 22:35:02 GMT', Date.UTC(1998, 10, 20, 22, 35, 2)],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', Date.UTC(1997, 10, 21, 15, 55, 6)],
    ['20-Nov-2026 10:00:00-0500', Date.UTC(2026, 10, 20, 15)],
    ['Fri, 20 Nov 2026 10:00 -0500', Date.UTC(2026, 10, 20, 15)],
    ['Fri Nov 20 22:35:02 2026', Date.UTC(2026, 10, 20, 22, 35, 2)],
    ['Fri,  20  November  2026  22.35.02', Date.UTC(2026, 10, 20, 22, 35, 2)],
    ['Mon, (x) 1 Feb 2027 00:00:60 +9999', Date.UTC(2027, 1, 1, 0, 1, 0)],
    ['Fri, 99 Nov 2026 22:35:02 +0000', Number.NaN],
    ['Fri, 20 Zzz 2026 22:35:02 +0000', Number.NaN],
    ['Fri, 20 Nov 1601 22:35:02 +0000', Number.NaN],
    ['Fri, 20 Nov 99999 22:35:02 +0000', Number.NaN],
    ['2026-11-20T22:35:02Z', Number.NaN],
    ['', Number.NaN],
    [',', Number.NaN],
  ])('date %j', (text, expected) => {
    expect(envelope(`("${text}" NIL NIL NIL NIL NIL NIL NIL NIL NIL)`).date).toBe(expected);
  });
});

describe('BODYSTRUCTURE', () => {
  test('one part, upper case, encoded parameters', () => {
    expect(structure('("TEXT" "PLAIN" ("CHARSET" "UTF-8" "name*" "utf-8\'\'%e2%82%ac.txt") "<id@x>" NIL "BASE64" 12 3 NIL ("ATTACHMENT" ("FILENAME" "=?utf-8?q?=E2=82=AC?=")) NIL NIL)')).toEqual({
      s: '1', t: 'text/plain', p: { charset: 'UTF-8', name: '€.txt' }, id: 'id@x', e: 'base64', n: 12, d: 'attachment', dp: { filename: '€' },
    });
  });
  test('numbers: nested multiparts, message/rfc822 with one part and with many', () => {
    const leaf = '("text" "plain" NIL NIL NIL "7bit" 1 1)';
    const none = '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)';
    const numbers = (part: BodyPart): unknown => (part.c ? [part.s, part.c.map(numbers)] : part.s);
    expect(numbers(structure(`((${leaf}${leaf} "alternative")("message" "rfc822" NIL NIL NIL "7bit" 9 ${none} ${leaf} 3)("message" "rfc822" NIL NIL NIL "7bit" 9 ${none} (${leaf}${leaf} "mixed" ("boundary" "b") NIL NIL NIL) 3 NIL NIL NIL) "mixed")`))).toEqual(
      ['', [['1', ['1.1', '1.2']], ['2', ['2.1']], ['3', [['3.TEXT', ['3.1', '3.2']]]]]]);
    expect(numbers(structure(`("message" "rfc822" NIL NIL NIL "7bit" 9 ${none} (${leaf} "mixed") 3)`))).toEqual(['1', [['1.TEXT', ['1.1']]]]);
  });
  test('what servers get wrong: NIL types, bare disposition, quoted size, empty multipart, __proto__', () => {
    expect(structure('(NIL NIL NIL NIL NIL NIL NIL)')).toEqual({ s: '1', t: 'application/octet-stream' });
    expect(structure('("text" "plain" NIL NIL NIL "7bit" "12" 1 NIL "inline" NIL)')).toEqual({ s: '1', t: 'text/plain', e: '7bit', n: 12, d: 'inline' });
    const part = structure('("a" "b" ("__proto__" "x" "y" "z") NIL NIL "7bit" 1)');
    expect(part.p).toEqual({ y: 'z' });
    expect(Object.getPrototypeOf(part.p)).toBe(Object.prototype);
  });
  test('an unreadable one costs itself, not the message', () => {
    const message = fetched('* 1 FETCH (UID 5 BODYSTRUCTURE ("text" ("plain") {3}\r\na(b) ENVELOPE ("x" (y) z) FLAGS (\\Seen))');
    expect(message).toEqual({ sequence: 1, uid: 5, flags: ['\\Seen'] });
  });
  test('deep nesting is cut off without recursion, however deep', () => {
    const deep = (levels: number): string => `${'('.repeat(levels)}("text" "plain" NIL NIL NIL "7bit" 1 1)${' "mixed")'.repeat(levels)}`;
    const depth = (part: BodyPart): number => (part.c?.[0] === undefined ? 0 : 1 + depth(part.c[0]));
    expect(depth(structure(deep(30)))).toBe(30);
    expect(depth(structure(deep(5000)))).toBeLessThan(100);
    expect(fetched(`* 1 FETCH (UID 2 X ${'('.repeat(200_000)}${')'.repeat(200_000)})`).uid).toBe(2);
  });
});

describe('refused', () => {
  test.each(['* 1 FETCH', '* 1 FETCH (UID', '* 1 FETCH (UID 1', '* 1 FETCH (UID -1)', '* 1 FETCH (UID 4294967296)', '* 1 FETCH (UID 9999999999999999999)', '* 1 FETCH (RFC822.SIZE 99999999999999999999)', '* 1 FETCH (MODSEQ (x))', '* 1 FETCH (FLAGS (a', '* 1 FETCH (ENVELOPE ("a)', '* 1 FETCH (BODY[1 "x")', '* 1 FETCH ("UID" 1)', '* 4294967296 EXISTS', '* 1 FETCH (BODY[] {9}\r\nx)', '* 1 FETCH (X ))', '* 99999999999999999999 FETCH (UID 1)'])('%j', (text) => {
    let thrown: unknown = null;
    try {
      fetched(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FailureError);
    expect((thrown as FailureError).failure.code).toBe('protocol');
  });
});
