/** `BODY[…]<n>`, `BINARY[…]<n>`, `BINARY.SIZE[…]` and the old RFC822 items (RFC 3501 7.4.2, RFC 3516 4) of a FETCH response. */
import type { FetchedMessage } from '../message.ts';
import { QUOTE, type Cursor } from './cursor.ts';
import { CODE, ITEM } from './fetch-items.ts';
import { asciiUpper, InternTable } from './intern.ts';

/** From the octets between the brackets to the key: upper case, without the names of header fields, which servers echo in any case, quoted or not. */
const sectionKeys = new InternTable((text) => asciiUpper(text).replace(/^((?:\d+\.)*HEADER\.FIELDS(?:\.NOT)?) *\([^]*$/u, '$1'));

/** `BODY[2.1]`, as in LiteralStart and FetchedMessage.streamed. The cursor stands before the bracket, and then behind what follows it. */
export function sectionItem(c: Cursor, name: string): string {
  return `${name.replace('.PEEK', '')}[${sectionKey(c)}]`;
}

/** What stood between the last brackets, the closing one included: with every message it is the same. */
const last = { octets: new Uint8Array(64), length: 0, key: '' };

function sectionKey(c: Cursor): string {
  const start = ++c.at;
  const { bytes } = c;
  const { octets, length } = last;
  let same = 0;
  while (same < length && octets[same] === bytes[start + same]) same++;
  let { key } = last;
  if (same > 0 && same === length && start + same <= c.end) c.at = start + same;
  else {
    skipToBracket(c);
    key = c.at === start ? '' : sectionKeys.get(bytes, start, c.at);
    c.at++;
    remember(bytes, start, c.at, key);
  }
  if (!c.take(60)) return key;
  const origin = c.number();
  // Some write the length too, as it was asked for.
  if (c.take(46)) c.number();
  c.need(62);
  return origin > 0 ? `${key}<${origin}>` : key;
}

function remember(bytes: Buffer, from: number, to: number, key: string): void {
  last.length = to - from > last.octets.length ? 0 : to - from;
  for (let at = 0; at < last.length; at++) last.octets[at] = bytes[from + at]!;
  last.key = key;
}

/** The cursor stands before the bracket. */
export function parseSection(c: Cursor, code: number, message: FetchedMessage): number {
  const key = sectionKey(c);
  c.skipSpace();
  if (code === CODE['BINARY.SIZE']) {
    (message.binarySizes ??= new Map()).set(key, c.number());
    return ITEM.binarySize;
  }
  const there = c.readString();
  const binary = code === CODE.BINARY || code === CODE['BINARY.PEEK'];
  if (!binary && code !== CODE.BODY && code !== CODE['BODY.PEEK']) return 0;
  if (c.streamed >= 0) {
    (message.streamed ??= new Map()).set(`${binary ? 'BINARY' : 'BODY'}[${key}]`, c.streamed);
    return binary ? ITEM.binary : ITEM.section;
  }
  if (binary) {
    (message.binary ??= new Map()).set(key, there ? c.octets() : null);
    return ITEM.binary;
  }
  if (key === 'HEADER.FIELDS') {
    message.header = there ? c.raw() : '\r\n';
    return ITEM.header;
  }
  (message.sections ??= new Map()).set(key, there ? c.octets() : null);
  return ITEM.section;
}

function skipToBracket(c: Cursor): void {
  const { bytes, end } = c;
  let octet = c.at < end ? bytes[c.at]! : -1;
  while (octet !== 93) {
    if (octet === -1) throw c.broken();
    if (octet === QUOTE || octet === 123) c.readString();
    else c.at++;
    octet = c.at < end ? bytes[c.at]! : -1;
  }
}

/** RFC822, RFC822.HEADER, RFC822.TEXT: other names for `BODY[]`, `BODY[HEADER]`, `BODY[TEXT]`. */
export function wholeMessage(c: Cursor, code: number, message: FetchedMessage): number {
  const key = code === CODE.RFC822 ? '' : code === CODE['RFC822.HEADER'] ? 'HEADER' : code === CODE['RFC822.TEXT'] ? 'TEXT' : null;
  if (key === null) {
    c.skipValue();
    return 0;
  }
  const there = c.readString();
  if (c.streamed >= 0) (message.streamed ??= new Map()).set(`BODY[${key}]`, c.streamed);
  else (message.sections ??= new Map()).set(key, there ? c.octets() : null);
  return ITEM.section;
}
