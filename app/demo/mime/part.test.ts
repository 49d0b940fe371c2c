import { describe, expect, test } from 'vitest';
import { bodyStructure } from './body-structure.ts';
import { envelope } from './envelope.ts';
import { parseMessage } from './part.ts';
import { sectionOctets, type Section } from './section.ts';

const crlf = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
const nested = parseMessage(crlf(`Subject: outer
Content-Type: multipart/mixed; boundary="a b"

preamble
--a b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: QUOTED-PRINTABLE

one
two
--a b  
Content-Type: message/rfc822
Content-Disposition: attachment; filename="x \\"y\\".eml"

From: <inner@example.net>
Subject: inner
Content-Type: multipart/alternative; boundary=b

--b

plain
--b
Content-Type: text/html

<p>html</p>
--b--
--a b--
epilogue
`));

const at = (path: number[], what: Section['what'] = 'all', fields: string[] = []): string | null => sectionOctets(nested, { path, what, fields })?.toString('latin1') ?? null;

describe('sections (RFC 3501 6.4.5)', () => {
  test('parts, through an enclosed message', () => {
    expect(at([1])).toBe('one\r\ntwo');
    expect(at([1], 'MIME')).toBe('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: QUOTED-PRINTABLE\r\n\r\n');
    expect(at([2])?.startsWith('From: <inner@example.net>')).toBe(true);
    expect(at([2], 'HEADER')).toBe('From: <inner@example.net>\r\nSubject: inner\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n');
    expect(at([2], 'HEADER.FIELDS', ['SUBJECT', 'x'])).toBe('Subject: inner\r\n\r\n');
    expect(at([2], 'HEADER.FIELDS.NOT', ['subject', 'from'])).toBe('Content-Type: multipart/alternative; boundary=b\r\n\r\n');
    expect(at([2], 'TEXT')?.startsWith('--b\r\n')).toBe(true);
    expect(at([2, 1])).toBe('plain');
    expect(at([2, 1], 'MIME')).toBe('\r\n');
    expect(at([2, 2])).toBe('<p>html</p>');
  });

  test('what is not there is NIL', () => {
    for (const path of [[3], [1, 1], [2, 3], [2, 1, 1]]) expect(at(path)).toBeNull();
    expect(at([1], 'HEADER')).toBeNull();
    expect(at([], 'MIME')).toBeNull();
  });

  test('a message that is no multipart has one part', () => {
    const plain = parseMessage(crlf('Subject: x\n\nbody\n'));
    expect(sectionOctets(plain, { path: [1], what: 'all', fields: [] })?.toString()).toBe('body\r\n');
    expect(sectionOctets(plain, { path: [], what: 'TEXT', fields: [] })?.toString()).toBe('body\r\n');
    expect(sectionOctets(plain, { path: [2], what: 'all', fields: [] })).toBeNull();
  });
});

test('BODYSTRUCTURE and BODY', () => {
  expect(bodyStructure(nested, true)).toBe('(("text" "plain" ("charset" "utf-8") NIL NIL "quoted-printable" 8 1 NIL NIL NIL NIL)'
    + '("message" "rfc822" NIL NIL NIL "7bit" 158 (NIL "inner" ((NIL NIL "inner" "example.net")) ((NIL NIL "inner" "example.net")) ((NIL NIL "inner" "example.net")) NIL NIL NIL NIL NIL) '
    + '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 5 0 NIL NIL NIL NIL)("text" "html" ("charset" "us-ascii") NIL NIL "7bit" 11 0 NIL NIL NIL NIL) "alternative" ("boundary" "b") NIL NIL NIL)'
    + ' 11 NIL ("attachment" ("filename" "x \\"y\\".eml")) NIL NIL) "mixed" ("boundary" "a b") NIL NIL NIL)');
  expect(bodyStructure(parseMessage(crlf('Content-Type: image/png\n\nx')), false)).toBe('("image" "png" NIL NIL NIL "7bit" 1)');
});

test('broken structures stay readable', () => {
  expect(bodyStructure(parseMessage(crlf('Content-Type: multipart/mixed\n\nx\n')), false)).toBe('("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3 1)');
  expect(bodyStructure(parseMessage(crlf('Content-Type: multipart/mixed; boundary=z\n\nno parts\n')), false)).toBe('(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0) "mixed")');
  expect(bodyStructure(parseMessage(crlf('Content-Type: nonsense\nContent-Transfer-Encoding: ???\n\nx')), false)).toBe('("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 1 0)');
  const deep = Array.from({ length: 60 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${String(i)}\n\n--b${String(i)}\n`).join('');
  expect(bodyStructure(parseMessage(crlf(deep)), true).length).toBeGreaterThan(100);
  expect(parseMessage(Buffer.alloc(0)).bodyEnd).toBe(0);
});

test('addresses in ENVELOPE', () => {
  const of = (line: string): string => envelope(parseMessage(crlf(`To: ${line}\n\n`)).fields).slice('(NIL NIL NIL NIL NIL '.length, -' NIL NIL NIL NIL)'.length);
  expect(of('"Vale, Robin" <a.b@example.org>')).toBe('(("Vale, Robin" NIL "a.b" "example.org"))');
  expect(of('a@example.org (Robin (the) Vale)')).toBe('((NIL NIL "a" "example.org"))');
  expect(of('a@example.org (Robin, Vale)')).toBe('(("Robin  Vale" NIL "a" "example.org"))');
  expect(of('=?utf-8?Q?R=C3=B6bin?= <a@example.org>, b@example.net')).toBe('(("=?utf-8?Q?R=C3=B6bin?=" NIL "a" "example.org")(NIL NIL "b" "example.net"))');
  expect(of('team: a@example.org, "b c"@example.org;')).toBe('((NIL NIL "team" NIL)(NIL NIL "a" "example.org")(NIL NIL "b c" "example.org")(NIL NIL NIL NIL))');
  expect(of('undisclosed-recipients:;')).toBe('((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))');
  expect(of('<@one:a@example.org>')).toBe('((NIL "@one" "a" "example.org"))');
});
