/** BODYSTRUCTURE (RFC 3501 7.4.2, 9 `body`) to the short typed form, in one pass. */
import { decodeParameters } from '../../mime/encoded-word.ts';
import type { BodyPart } from '../session.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { SpanCache } from './intern.ts';
import { MAX_DEPTH, MAX_ITEMS } from './limits.ts';

export function parseBodyStructure(c: Cursor): BodyPart {
  return parseBody(c, null, '', 0);
}

/**
 * `number`: this part's own section, null for the body of a message, which has none; `prefix`: of the message's parts, '' or `2.`.
 * A multipart that is the body of message/rfc822 part `2` is `2.TEXT`, its children `2.1`, `2.2` (RFC 3501 6.4.5).
 */
function parseBody(c: Cursor, number: string | null, prefix: string, depth: number): BodyPart {
  c.need(OPEN);
  c.skipSpace();
  return c.peek() === OPEN ? parseMultipart(c, number, prefix, depth) : parseSingle(c, number ?? `${prefix}1`, depth);
}

function parseMultipart(c: Cursor, number: string | null, prefix: string, depth: number): BodyPart {
  const below = number === null ? prefix : `${number}.`;
  const children: BodyPart[] = [];
  let count = 0;
  while (c.peek() === OPEN) {
    count++;
    if (depth < MAX_DEPTH && count <= MAX_ITEMS) children.push(parseBody(c, below + count, below, depth + 1));
    else c.skipValue();
    c.skipSpace();
  }
  const section = number ?? (prefix === '' ? '' : `${prefix}TEXT`);
  const part: BodyPart = { s: section, t: c.readString() ? mediaType('multipart', c.lower()) : 'multipart/mixed', c: children };
  c.skipSpace();
  if (c.peek() !== CLOSE) {
    const parameters = parseParameters(c);
    if (parameters !== undefined) part.p = parameters;
    parseDisposition(c, part);
  }
  closePart(c);
  return part;
}

function parseSingle(c: Cursor, section: string, depth: number): BodyPart {
  const type = c.readString() ? c.lower() : 'application';
  c.skipSpace();
  const subtype = c.readString() ? c.lower() : 'octet-stream';
  const part: BodyPart = { s: section, t: mediaType(type, subtype) };
  c.skipSpace();
  const parameters = recurringParameters(c);
  if (parameters !== undefined) part.p = parameters;
  c.skipSpace();
  if (c.readString()) {
    const id = c.raw().trim();
    part.id = id.startsWith('<') && id.endsWith('>') ? id.slice(1, -1) : id;
  }
  c.skipSpace();
  c.readString();
  c.skipSpace();
  if (c.readString()) part.e = c.lower();
  c.skipSpace();
  const size = parseSize(c);
  if (size !== undefined) part.n = size;
  c.skipSpace();
  const next = c.peek();
  if (next === OPEN && type === 'message') {
    c.skipValue();
    c.skipSpace();
    if (c.peek() === OPEN) {
      if (depth < MAX_DEPTH) part.c = [parseBody(c, null, `${section}.`, depth + 1)];
      else c.skipValue();
    }
    c.skipSpace();
    if (c.peek() !== CLOSE) parseSize(c);
  } else if (next >= 48 && next <= 57) c.number();
  c.skipSpace();
  if (c.peek() !== CLOSE) {
    c.skipValue(); // MD5
    parseDisposition(c, part);
  }
  closePart(c);
  return part;
}

const mediaTypes = new Map<string, Map<string, string>>();

function mediaType(type: string, subtype: string): string {
  let subtypes = mediaTypes.get(type);
  if (subtypes === undefined) {
    if (mediaTypes.size > 50) mediaTypes.clear();
    mediaTypes.set(type, (subtypes = new Map<string, string>()));
  }
  let joined = subtypes.get(subtype);
  if (joined === undefined) {
    if (subtypes.size > 500) subtypes.clear();
    subtypes.set(subtype, (joined = `${type}/${subtype}`));
  }
  return joined;
}

/** A number; NIL and quoted numbers are tolerated. */
function parseSize(c: Cursor): number | undefined {
  const next = c.peek();
  if (next >= 48 && next <= 57) return c.number();
  if (!c.readString()) return undefined;
  const value = Number(c.raw());
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** `("charset" "utf-8")` and few others stand before nearly every part: they are shared, and frozen so that sharing is safe. */
const parameterLists = new SpanCache<Record<string, string>>(64);

function recurringParameters(c: Cursor): Record<string, string> | undefined {
  if (c.peek() !== OPEN) return parseParameters(c);
  const start = c.at;
  c.skipValue();
  const end = c.at;
  const known = parameterLists.find(c.bytes, start, end);
  if (known !== undefined) return known;
  c.at = start;
  const parameters = parseParameters(c);
  return parameters === undefined ? undefined : parameterLists.keep(c.bytes, start, end, Object.freeze(parameters));
}

/** `("name" "value" …)` or NIL. */
function parseParameters(c: Cursor): Record<string, string> | undefined {
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
    c.skipSpace();
    const value = c.readString() ? c.text() : '';
    if (++count > MAX_ITEMS) continue;
    if (pairs === null && (name.includes('*') || name === '__proto__')) pairs = Object.entries(plain);
    if (pairs !== null) pairs.push([name, value]);
    else if (name !== '') plain[name] = value;
  }
  const decoded = pairs === null ? plain : decodeParameters(pairs);
  return count === 0 ? undefined : decoded;
}

/** `("attachment" ("filename" "x"))`, NIL, or nothing. */
function parseDisposition(c: Cursor, part: BodyPart): void {
  c.skipSpace();
  if (c.peek() === CLOSE) return;
  if (!c.take(OPEN)) {
    // Some servers send the bare word.
    if (c.readString()) part.d = c.lower();
    return;
  }
  c.skipSpace();
  if (c.peek() !== CLOSE) {
    if (c.readString()) part.d = c.lower();
    c.skipSpace();
    if (c.peek() !== CLOSE) {
      const parameters = parseParameters(c);
      if (parameters !== undefined) part.dp = parameters;
    }
  }
  closePart(c);
}

/** Past language, location and whatever a later standard adds. */
function closePart(c: Cursor): void {
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) return;
    c.skipValue();
  }
}
