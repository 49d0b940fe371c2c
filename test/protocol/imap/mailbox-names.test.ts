/** Mailbox names: any octets come back exactly as they came, any text a person types survives, and names that look alike stay apart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { list } from '../../../main/imap/commands/list.ts';
import { Cursor } from '../../../main/imap/wire/cursor.ts';
import { CommandWriter } from '../../../main/imap/wire/encoder.ts';
import { decodeMailboxName, encodeMailboxName, mailboxText, wireMailboxName } from '../../../main/imap/wire/modified-utf7.ts';
import { parseResponse } from '../../../main/imap/wire/response.ts';
import type { Response } from '../../../main/imap/wire/response.ts';
import { failureOf, loggedIn } from './setup.ts';

/** As octets of the wire, one character each: no NUL, CR or LF. */
const anyWire = fc.uint8Array({ min: 1, minLength: 1, maxLength: 1024 }).map((octets) => Buffer.from(octets.map((octet) => (octet === 10 || octet === 13 ? 38 : octet))).toString('latin1'));
/** Much `&`, base64, `-` and UTF-8, rightly and wrongly put together. */
const nastyWire = fc.array(fc.constantFrom('&', '&-', '-', 'AOk', '&AOk-', '&AGE-', '&AC8-', '&AOkA-', '&2D3eAA-', '&2D0-', ',', '+', 'é', 'Ä', '\xe9', '\xff\xfe', 'a', '/', '.', '"', '\\', ' ', '%', '*', '{3}', '(', ')', '~', '#', 'INBOX', 'NIL'), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.map((part) => (/^[éÄ]$/u.test(part) ? Buffer.from(part).toString('latin1') : part)).join(''));
const wireNames = fc.oneof(anyWire, nastyWire);

function parsed(line: Buffer, utf8: boolean): Response {
  const cursor = new Cursor();
  cursor.utf8 = utf8;
  cursor.set(line, 0, line.length);
  return parseResponse(cursor);
}

/** As the server reads the argument of a command. */
function readBack(wireName: string, utf8: boolean): string {
  const [before = '', ...rest] = new CommandWriter({ utf8 }).word('* LIST () "/" ').mailbox(wireName).finish();
  const line = Buffer.concat([Buffer.from(before as string, 'latin1'), ...rest.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.concat([Buffer.from(`{${(part as Buffer).length}}\r\n`), part as Buffer])))]);
  const response = parsed(line, utf8);
  return response.kind === 'list' ? response.listing.wireName : '';
}

describe('byte for byte', () => {
  test('what the server names is what it is asked for', () => {
    fc.assert(fc.property(wireNames, fc.boolean(), (wireName, utf8) => {
      expect(readBack(wireName, utf8)).toBe(wireName);
      expect(typeof mailboxText(wireName, utf8)).toBe('string');
    }), { numRuns: 2000 });
  });
  test('quoted, as a literal and as an atom', () => {
    for (const name of ['NIL', 'a&b', '&', '&-', 'a\\b"c', '{10}', '~peter', '#news', 'x'.repeat(1024), '&AOk-'.repeat(200), 'a b', '\xff', 'Entw\xc3\xbcrfe', ' lead', 'trail ', 'INBOX/', 'inbox']) expect(readBack(name, false)).toBe(name);
    expect(parsed(Buffer.from('* LIST () "/" NIL'), false)).toMatchObject({ listing: { wireName: 'NIL' } });
    expect(parsed(Buffer.from('* LIST (\\NoInferiors) NIL INBOX'), false)).toMatchObject({ listing: { wireName: 'INBOX', delimiter: null } });
    expect(parsed(Buffer.from('* LIST () "\\\\" "a\\\\b"'), false)).toMatchObject({ listing: { wireName: 'a\\b', delimiter: '\\' } });
  });
});

describe('text', () => {
  test('of any kind survives the way to the wire and back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void expect(decodeMailboxName(encodeMailboxName(text))).toBe(text)), { numRuns: 2000 });
    fc.assert(fc.property(fc.array(fc.nat(0xffff), { maxLength: 40 }), (units) => {
      const text = String.fromCharCode(...units);
      expect(decodeMailboxName(encodeMailboxName(text))).toBe(text);
    }), { numRuns: 2000 });
  });
  test('a wire name that decodes is the one that its text encodes to, unless parts of it stand as they are', () => {
    fc.assert(fc.property(nastyWire, (wireName) => {
      const text = decodeMailboxName(wireName);
      if (/^[ -~]*$/u.test(wireName) && text !== wireName && !/&(?!-)/u.test(text) && !wireName.includes('-&')) expect(encodeMailboxName(text)).toBe(wireName);
    }), { numRuns: 5000 });
  });
  test('what a person types becomes a name, composed where it is UTF-8; controls and halves of characters do not', () => {
    expect(wireMailboxName('Entwürfe & Ähnliches', false)).toBe('Entw&APw-rfe &- &AMQ-hnliches');
    expect(wireMailboxName('Entwu\u0308rfe &', true)).toBe(Buffer.from('Entwürfe &').toString('latin1'));
    for (const utf8 of [false, true]) for (const name of ['', 'a\nb', 'a\rb', 'a\0b', 'a\tb', '\u0085', '\u2028', '\u007f', '\ud83d']) expect(() => wireMailboxName(name, utf8), JSON.stringify(name)).toThrow();
  });
  test('printable ASCII in disguise is shown as it is: no hidden delimiter, no second INBOX', () => {
    for (const name of ['a&AC8-b', '&AEkATgBCAE8AWA-', '&AGE-', '&AOkA-', '&AOl-']) expect(decodeMailboxName(name)).toBe(name);
  });
});

test('names that decode to the same text are two mailboxes, each with its own octets', async () => {
  const names = ['&AOk-', Buffer.from('é').toString('latin1'), '\xe9', '&AOkA-', '&AGE-', 'a', 'A', 'e\xcc\x81', '&', '&-', '&-&', '&&-'];
  const { session } = await loggedIn(async (line) => {
    const tag = await line.command('LIST "" "*"');
    line.send(`${names.map((name) => `* LIST () NIL {${name.length}}\r\n${name}\r\n`).join('')}${tag} OK\r\n`);
    for (const name of names) {
      const status = /^\S+ STATUS (?:"(.*)"|\{(\d+)\+\})(?: \(MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ\))?$/u.exec(await line.line())!;
      const heard = status[2] === undefined ? status[1]! : (await line.literal(Number(status[2]))).toString('latin1');
      if (status[2] !== undefined) await line.line();
      expect(heard).toBe(name);
      line.send(`${status[0].split(' ')[0]} NO gone\r\n`);
    }
  });
  const listed = await session.run(list());
  expect(listed.map(({ wireName }) => wireName)).toEqual(names);
  for (const { wireName } of listed) expect((await failureOf(session.status(wireName))).code).toBe('server-no');
});
