/** The first six fields of a single part in BODYSTRUCTURE (RFC 3501 9 `body-fields` before the size): few combinations come again and again. */
import { decodeParameters } from '../../mime/encoded-word.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { KnownSpans } from './known-spans.ts';
import { MAX_ITEMS } from './limits.ts';

/** As in BodyPart. Shared between messages, and what is in it frozen so that sharing is safe. */
export interface BodyHead {
  t: string;
  p: Record<string, string> | undefined;
  id: string | undefined;
  e: string | undefined;
}

/** By type, subtype and charset: the encodings come after. */
const heads = new KnownSpans<BodyHead>([1, 5, 9, 27], 128, 4096, 8);

/** The cursor stands before the media type, and then before the size. */
export function parseHead(c: Cursor): BodyHead {
  const start = c.at;
  const known = heads.find(c.view, start, c.end);
  if (known !== undefined) {
    c.at += heads.length;
    return known;
  }
  const head = readHead(c);
  // A Content-ID or a file is not seen twice; and a head ends by itself only where a number follows.
  if (head.id !== undefined || head.p?.['name'] !== undefined || !(c.peek() >= 48 && c.peek() <= 57)) return head;
  if (head.p !== undefined) Object.freeze(head.p);
  return heads.keep(c.view, start, c.at, head);
}

function readHead(c: Cursor): BodyHead {
  const type = c.readString() ? c.lower() : 'application';
  const subtype = c.readString() ? c.lower() : 'octet-stream';
  c.skipSpace();
  const p = parseParameters(c);
  let id: string | undefined;
  if (c.readString()) {
    const text = c.raw().trim();
    id = text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : text;
  }
  c.readString();
  const e = c.readString() ? c.lower() : undefined;
  c.skipSpace();
  return { t: `${type}/${subtype}`, p, id, e };
}

/** `("name" "value" …)` or NIL. */
export function parseParameters(c: Cursor): Record<string, string> | undefined {
  if (!c.take(OPEN)) {
    if (c.readString()) throw c.broken();
    return undefined;
  }
  const plain: Record<string, string> = {};
  let pairs: [string, string][] | null = null;
  let count = 0;
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) break;
    const name = c.readString() ? c.lower() : '';
    const value = c.readString() ? c.text() : '';
    if (++count > MAX_ITEMS) continue;
    if (pairs === null && (name.includes('*') || name === '__proto__')) pairs = Object.entries(plain);
    if (pairs !== null) pairs.push([name, value]);
    else if (name !== '') plain[name] = value;
  }
  const decoded = pairs === null ? plain : decodeParameters(pairs);
  return count === 0 ? undefined : decoded;
}

const BOUNDARY = Buffer.from('("boundary" "');

/** The parameters of a multipart, which are nearly always its boundary alone. */
export function parseBoundary(c: Cursor): Record<string, string> | undefined {
  const { bytes, at } = c;
  for (let index = 0; index < BOUNDARY.length; index++) {
    const wanted = BOUNDARY[index]!;
    const octet = bytes[at + index]!;
    if (octet !== wanted && (octet | 32) !== wanted) return parseParameters(c);
  }
  c.at = at + BOUNDARY.length - 1;
  c.readString();
  if (!c.escaped && !c.high && !c.encoded && c.take(CLOSE)) return { boundary: c.raw() };
  c.at = at;
  return parseParameters(c);
}
