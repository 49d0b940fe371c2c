/** BODYSTRUCTURE (RFC 3501 7.4.2, 9 `body`) to the short typed form, in one pass. */
import type { BodyPart } from '../message.ts';
import { parseBoundary, parseHead, parseParameters } from './body-head.ts';
import { CLOSE, OPEN, SP, type Cursor } from './cursor.ts';
import { asciiLower, InternTable } from './intern.ts';
import { MAX_DEPTH, MAX_ITEMS } from './limits.ts';

/** A class for its memory layout: room for what is set later is there from the start. */
class Part implements BodyPart {
  s: string;
  t: string;
  declare p?: Record<string, string>;
  declare id?: string;
  declare e?: string;
  declare n?: number;
  declare d?: string;
  declare dp?: Record<string, string>;
  declare c?: BodyPart[];

  constructor(section: string, type: string) {
    this.s = section;
    this.t = type;
  }
}

const multipartTypes = new InternTable((text) => `multipart/${asciiLower(text)}`);

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
  const part: BodyPart = new Part(section, c.readString() ? multipartType(c) : 'multipart/mixed');
  part.c = children;
  c.skipSpace();
  if (c.peek() !== CLOSE) {
    const parameters = parseBoundary(c);
    if (parameters !== undefined) part.p = parameters;
    const extension = c.at;
    c.skipNils();
    if (c.take(CLOSE)) return part;
    c.at = extension;
    parseDisposition(c, part);
  }
  closePart(c);
  return part;
}

const multipartType = (c: Cursor): string => (c.escaped || c.high ? `multipart/${c.lower()}` : multipartTypes.get(c.bytes, c.from, c.to));

function parseSingle(c: Cursor, section: string, depth: number): BodyPart {
  const head = parseHead(c);
  const part: BodyPart = new Part(section, head.t);
  if (head.p !== undefined) part.p = head.p;
  if (head.id !== undefined) part.id = head.id;
  if (head.e !== undefined) part.e = head.e;
  const size = parseSize(c);
  if (size !== undefined) part.n = size;
  c.skipSpace();
  const next = c.peek();
  if (next === OPEN && head.t.startsWith('message/')) {
    c.skipValue();
    c.skipSpace();
    if (c.peek() === OPEN) {
      if (depth < MAX_DEPTH) part.c = [parseBody(c, null, `${section}.`, depth + 1)];
      else c.skipValue();
    }
    c.skipSpace();
    if (c.peek() !== CLOSE) parseSize(c);
  } else if (next >= 48 && next <= 57) c.number();
  const extension = c.at;
  c.skipNils();
  if (c.take(CLOSE)) return part;
  c.at = extension;
  c.skipSpace();
  if (c.peek() !== CLOSE) {
    c.skipValue(); // MD5
    parseDisposition(c, part);
  }
  closePart(c);
  return part;
}

/** A number; NIL, quoted numbers and `1.86931e+06` (mail.ru; MailKit #1838, 2026-11-21) are tolerated. */
export function parseSize(c: Cursor): number | undefined {
  const start = c.at;
  const next = c.peek();
  if (next >= 48 && next <= 57) {
    const size = c.number();
    if (c.peek() === SP || c.peek() === CLOSE) return size;
    c.at = start;
  }
  if (!c.readString()) return undefined;
  const value = Number(c.raw());
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
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
