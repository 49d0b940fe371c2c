/** Generated responses: what was written, in any of the forms the grammar allows and cut anywhere, is what is read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BodyPart, Envelope, EnvelopeAddress, FetchedMessage } from '../../../../main/imap/message.ts';
import { Cursor } from '../../../../main/imap/wire/cursor.ts';
import { Framer } from '../../../../main/imap/wire/framer.ts';
import { parseResponse, type Response } from '../../../../main/imap/wire/response.ts';
import type { Value } from '../../../../main/imap/wire/value.ts';
import { pieces, seeded } from './random.ts';

const RUNS = { seed: 20261121, numRuns: 400 };

/** What is written, one character per octet, and what must be read. */
interface Written<T> { wire: string; value: T }

function read(wire: string, seed: number): Response {
  const framer = new Framer();
  const cursor = new Cursor();
  const found: Response[] = [];
  for (const piece of pieces(Buffer.from(`${wire}\r\n`, 'latin1'), seeded(seed))) {
    framer.push(piece);
    while (framer.next()) {
      cursor.set(framer.bytes, framer.from, framer.to);
      found.push(parseResponse(cursor));
    }
  }
  expect(found.length, wire).toBe(1);
  return found[0]!;
}

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const quotable = (text: string): boolean => !/[\r\n\0]/u.test(text);

/** A string in one of its forms. */
const string = (text: fc.Arbitrary<string>): fc.Arbitrary<Written<string>> =>
  fc.tuple(text, fc.boolean()).map(([value, asLiteral]) => {
    const bytes = octets(value);
    const wire = asLiteral || !quotable(bytes) ? `{${bytes.length}}\r\n${bytes}` : `"${bytes.replace(/[\\"]/gu, '\\$&')}"`;
    return { wire, value };
  });

const NIL = 'NIL';
const nilOr = (some: fc.Arbitrary<Written<string>>): fc.Arbitrary<Written<string>> => fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: fc.constant({ wire: NIL, value: '' }) });

/** Any text but what says of itself that it is encoded. */
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('=?') && !value.includes('\0'));
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/u);
/** Atoms of the standard, not the one that means nothing. */
const atom = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9$_.-]{0,10}$/u).filter((value) => value.toUpperCase() !== NIL);

const address: fc.Arbitrary<Written<EnvelopeAddress>> = fc.tuple(nilOr(string(text)), word, word).map(([name, local, host]) => ({ wire: `(${name.wire} NIL "${local}" "${host}.example")`, value: [name.value, `${local}@${host}.example`] }));
const addresses = fc.array(address, { maxLength: 4 }).map((list): Written<EnvelopeAddress[]> => ({ wire: list.length === 0 ? NIL : `(${list.map(({ wire }) => wire).join('')})`, value: list.map(({ value }) => value) }));

const envelope: fc.Arbitrary<Written<Envelope>> = fc
  .record({ subject: nilOr(string(text)), from: addresses, sender: addresses, replyTo: addresses, to: addresses, cc: addresses, bcc: addresses, messageId: word, seconds: fc.integer({ min: 0, max: 4_000_000_000 }) })
  .map(({ subject, from, sender, replyTo, to, cc, bcc, messageId, seconds }) => ({
    wire: `("${new Date(seconds * 1000).toUTCString().replace('GMT', '+0000')}" ${subject.wire} ${[from, sender, replyTo, to, cc, bcc].map(({ wire }) => wire).join(' ')} NIL "<${messageId}@x>")`,
    value: { date: seconds * 1000, subject: subject.value, from: from.value, sender: sender.value, replyTo: replyTo.value, to: to.value, cc: cc.value, bcc: bcc.value, inReplyTo: '', messageId: `<${messageId}@x>` },
  }));

interface Leaf { type: string; subtype: string; size: number; name: string | null }
type Shape = Leaf | { children: Shape[] };
const leaf: fc.Arbitrary<Shape> = fc.record<Leaf>({ type: fc.constantFrom('text', 'image', 'application'), subtype: word, size: fc.nat(), name: fc.option(word) });
const shape: fc.Arbitrary<Shape> = fc.letrec<{ node: Shape }>((tie) => ({ node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((children): Shape => ({ children }))) })).node;

function structure(node: Shape, section: string): Written<BodyPart> {
  if ('children' in node) {
    const children = node.children.map((child, index) => structure(child, section === '' ? String(index + 1) : `${section}.${index + 1}`));
    return { wire: `(${children.map(({ wire }) => wire).join('')} "mixed" ("boundary" "x") NIL NIL)`, value: { s: section, t: 'multipart/mixed', c: children.map(({ value }) => value) } };
  }
  const lines = node.type === 'text' ? ' 7' : '';
  const parameters = node.name === null ? NIL : `("NAME" "${node.name}")`;
  return {
    wire: `("${node.type.toUpperCase()}" "${node.subtype}" ${parameters} NIL NIL "BASE64" ${node.size}${lines})`,
    value: { s: section === '' ? '1' : section, t: `${node.type}/${node.subtype}`, e: 'base64', n: node.size, ...(node.name === null ? {} : { p: { name: node.name } }) },
  };
}

/** The tree without what is not compared (parameters of multiparts). */
const bare = (part: BodyPart): unknown => (part.c === undefined ? part : { s: part.s, t: part.t, c: part.c.map(bare) });

test('FETCH: items in any order', () => {
  const flags = fc.uniqueArray(fc.oneof(atom, atom.map((name) => `\\${name}`)), { maxLength: 5 });
  const section = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.record({ uid: fc.integer({ min: 1, max: 0xffff_ffff }), size: fc.nat(), flags, envelope, shape, section }), fc.nat(), (row, seed) => {
      const built = structure(row.shape, '');
      const items = [`UID ${row.uid}`, `RFC822.SIZE ${row.size}`, `FLAGS (${row.flags.join(' ')})`, `ENVELOPE ${row.envelope.wire}`, `BODYSTRUCTURE ${built.wire}`, `BODY[1] {${row.section.length}}\r\n${row.section.toString('latin1')}`, 'X-UNKNOWN (a (b) "c)")'];
      const random = seeded(seed);
      const order = items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
      const response = read(`* 7 FETCH (${order.join(' ')})`, seed);
      if (response.kind !== 'fetch') throw new Error(response.kind);
      const message: FetchedMessage = response.row.message;
      expect({ uid: message.uid, size: message.size, flags: message.flags, envelope: message.envelope, section: message.sections?.get('1') }).toEqual({ uid: row.uid, size: row.size, flags: row.flags, envelope: row.envelope.value, section: row.section });
      expect(bare(message.bodyStructure!)).toEqual(bare(built.value));
    }),
    RUNS,
  );
});

test('LIST: any name of any octets', () => {
  const name = fc.uint8Array({ minLength: 1, maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
  fc.assert(
    fc.property(name, fc.constantFrom('/', '.', '\\', '"', '^'), fc.nat(), (wireName, delimiter, seed) => {
      const response = read(`* LIST (\\HasNoChildren) "${delimiter.replace(/[\\"]/u, '\\$&')}" {${wireName.length}}\r\n${wireName}`, seed);
      expect(response).toMatchObject({ kind: 'list', listing: { wireName, delimiter, attributes: ['\\HasNoChildren'] } });
    }),
    RUNS,
  );
});

test('SEARCH: numbers, however many', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 0xffff_ffff }), { maxLength: 200 }), fc.nat(), (uids, seed) => {
      expect(read(`* SEARCH${uids.map((uid) => ` ${uid}`).join('')}`, seed)).toMatchObject({ kind: 'search', uids });
    }),
    RUNS,
  );
});

test('a tree of values', () => {
  const value = fc.letrec<{ node: Written<Value> }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      atom.map((name): Written<Value> => ({ wire: name, value: name })),
      string(fc.string({ unit: 'binary-ascii', maxLength: 12 })),
      fc.constant<Written<Value>>({ wire: NIL, value: null }),
      fc.array(tie('node'), { maxLength: 4 }).map((list): Written<Value> => ({ wire: `(${list.map(({ wire }) => wire).join(' ')})`, value: list.map((one) => one.value) })),
    ),
  })).node;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), fc.nat(), (values, seed) => {
      expect(read(`* QUOTA ${values.map(({ wire }) => wire).join(' ')}`, seed)).toEqual({ kind: 'data', name: 'QUOTA', number: null, values: values.map((one) => one.value) });
    }),
    RUNS,
  );
});

test('a status: any text behind any code', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => quotable(value) && !value.startsWith('[') && !/^\p{Z}|^\s/u.test(value));
  fc.assert(
    fc.property(fc.constantFrom('OK', 'NO', 'BAD', 'BYE'), fc.option(atom), line, fc.nat(), (status, code, words, seed) => {
      const response = read(`* ${status} ${code === null ? '' : `[${code} x "y]" z] `}${octets(words)}`, seed);
      expect(response).toMatchObject({ kind: 'status', tag: '*', status, text: words, code: code === null ? null : { name: code.toUpperCase(), rest: 'x "y]" z' } });
    }),
    RUNS,
  );
});
