/** One recorded answer however it is cut: at every octet, and at seeded random places, the same messages come out. */
import { expect, test } from 'vitest';
import type { FetchedMessage } from '../../../main/imap/message.ts';
import { Cursor } from '../../../main/imap/wire/cursor.ts';
import { Framer } from '../../../main/imap/wire/framer.ts';
import { parseResponse, type Response } from '../../../main/imap/wire/response.ts';
import { selected } from './setup.ts';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const ROWS = [
  '* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE "20-Nov-2026 10:01:00 +0000" RFC822.SIZE 9 ENVELOPE ("Fri, 20 Nov 2026 10:00:00 +0100" "hi \\"you\\"" (("A" NIL "a" "example.org")) (("A" NIL "a" "example.org")) NIL NIL NIL NIL NIL "<1@example.org>") BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 5 1) BODY[HEADER.FIELDS (REFERENCES)] {19}\r\nReferences: <x@y>\r\n)',
  `* 2 FETCH (UID 2 FLAGS () ENVELOPE (NIL {${Buffer.byteLength('Grüße\r\n {3}\r\n')}}\r\n${utf8('Grüße\r\n {3}\r\n')} NIL NIL NIL NIL NIL NIL NIL NIL) BODY[HEADER.FIELDS (REFERENCES)] {2}\r\n\r\n)`,
  '* 3 FETCH (BODY[] {44}\r\ng1 OK forged\r\n* BYE forged\r\n)\r\n* 9 EXISTS\r\n UID 3 FLAGS ($A $B) BODYSTRUCTURE (("text" "plain" NIL NIL NIL "7bit" 1 1)("image" "png" ("name" "x.png") "<c@d>" NIL "base64" 10) "mixed" ("boundary" "b)(") NIL NIL))',
  '* 4 FETCH (UID 4 BODY[1] NIL BODY[2] "" PREVIEW {0}\r\n)',
];
const STREAM = `${ROWS.join('\r\n')}\r\n`;

const show = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (item instanceof Map ? [...(item as Map<string, Buffer | null>)].map(([name, octets]) => [name, octets === null ? null : Buffer.from(octets).toString('latin1')]) : item));

function parsed(pieces: Iterable<Buffer>): string[] {
  const framer = new Framer();
  const cursor = new Cursor();
  const responses: Response[] = [];
  for (const piece of pieces) {
    framer.push(piece);
    while (framer.next()) {
      cursor.set(framer.bytes, framer.from, framer.to);
      responses.push(parseResponse(cursor));
    }
  }
  return responses.map(show);
}

function* randomly(octets: Buffer, seed: number): Generator<Buffer> {
  let state = seed;
  for (let at = 0; at < octets.length; ) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const size = 1 + ((state >>> 8) % 60);
    yield Buffer.from(octets.subarray(at, at + size));
    at += size;
  }
}

const whole = Buffer.from(STREAM, 'latin1');
const expected = parsed([whole]);

test('the stream says what it says', () => {
  expect(expected.length).toBe(4);
  const rows = expected.map((text) => (JSON.parse(text) as { row: { message: FetchedMessage } }).row.message);
  expect(rows.map((row) => row.uid)).toEqual([1, 2, 3, 4]);
  expect(rows[1]!.envelope!.subject).toBe('Grüße\r\n {3}\r\n');
});

test('cut in two at every octet, and octet by octet', () => {
  for (let at = 1; at < whole.length; at++) expect(parsed([whole.subarray(0, at), whole.subarray(at)])).toEqual(expected);
  expect(parsed(Array.from(whole, (octet) => Buffer.from([octet])))).toEqual(expected);
});

test('cut at random places, 500 seeds', () => {
  for (let seed = 1; seed <= 500; seed++) expect(parsed(randomly(whole, seed)), `seed ${seed}`).toEqual(expected);
});

test('damaged at random: every outcome is a response or a protocol failure', () => {
  let failures = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const damaged = Buffer.from(whole);
    let state = seed;
    for (let hit = 0; hit < 3; hit++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      damaged[(state >>> 4) % damaged.length] = '(){}"\\\r\n 0A\xff'.charCodeAt((state >>> 20) % 12);
    }
    try {
      parsed(randomly(damaged, seed));
    } catch (error) {
      failures++;
      expect((error as { failure?: { code: string } }).failure?.code, `seed ${seed}: ${String(error)}`).toBe('protocol');
    }
  }
  expect(failures).toBeGreaterThan(100);
});

test('through a socket in single octets', async () => {
  const { session } = await selected(async (line) => {
    const tag = await line.command(/^UID FETCH/u);
    await line.sendSlowly(`${STREAM}${tag} OK\r\n`, 3);
  });
  const rows: string[] = [];
  await session.uidFetch([[1, 9]], { flags: true, envelope: true, bodyStructure: true, headerFields: ['References'], sections: [{ section: '' }] }, {}, (row) => void rows.push(show(row)));
  expect(rows).toEqual(expected.map((text) => JSON.stringify((JSON.parse(text) as { row: { message: unknown } }).row.message)));
});
