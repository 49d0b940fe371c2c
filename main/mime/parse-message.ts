/** A raw message into the structure a server would describe (RFC 2045, 2046; RFC 3501 6.4.5 section numbers), however broken it is. */
import type { BodyPart } from '../imap/message.ts';
import { fieldValue, isFieldStart, parseHeaderBlock, parseStructured, type HeaderField } from './header-block.ts';

export interface ParsedMessage {
  structure: BodyPart;
  /** Of the message itself. */
  fields: HeaderField[];
  /** Encoded content of the leaves by section number, views into the raw message; for buildBody and attachments. */
  sections: Map<string, Buffer>;
  /** Something was not as the standard says; what was found is in `structure`. */
  damaged: boolean;
}

const DEEPEST = 50;
const MOST_PARTS = 10_000;
const LONGEST_HEADER = 1024 * 1024;
/** RFC 2046 5.1.1 says 70; some senders do not count. */
const LONGEST_BOUNDARY = 250;
const DASH = 0x2d;
const NEWLINE = 0x0a;

interface OpenMultipart { part: BodyPart; boundary: string; digest: boolean; bodyAt: number }

/** Never throws. One pass over the lines; a boundary line costs the same at any depth. */
export function parseMessage(raw: Buffer): ParsedMessage {
  return new MessageParser(raw).parse();
}

class MessageParser {
  readonly #raw: Buffer;
  readonly #stack: OpenMultipart[] = [];
  /** Boundary text → index in the stack; an inner multipart of the same boundary wins until it is closed. */
  readonly #boundaries = new Map<string, number[]>();
  readonly #sections = new Map<string, Buffer>();
  #leaf: { part: BodyPart; bodyAt: number } | null = null;
  #parts = 0;
  #damaged = false;

  constructor(raw: Buffer) {
    this.#raw = raw;
  }

  parse(): ParsedMessage {
    const raw = this.#raw;
    const { fields, bodyAt } = this.#header(skipMboxLine(raw));
    const structure = this.#open(fields, '', false, bodyAt);
    let at = bodyAt;
    while (at < raw.length) {
      const next = lineEnd(raw, at);
      const boundary = raw[at] === DASH && raw[at + 1] === DASH ? this.#boundaryAt(at, next) : null;
      at = boundary === null ? next : this.#atBoundary(boundary, at, next);
    }
    this.#closeLeaf(raw.length);
    if (this.#stack.length > 0) this.#damaged = true;
    this.#closeDownTo(0, raw.length);
    return { structure, fields, sections: this.#sections, damaged: this.#damaged };
  }

  /** The header from `at` to its empty line, or to a boundary or body line that comes too early. */
  #header(at: number): { fields: HeaderField[]; bodyAt: number } {
    const raw = this.#raw;
    let end = at;
    let bodyAt = at;
    while (bodyAt < raw.length) {
      const next = lineEnd(raw, bodyAt);
      if (isEmptyLine(raw, bodyAt)) {
        bodyAt = next;
        break;
      }
      const first = raw[bodyAt];
      const isBoundary = first === DASH && this.#boundaryAt(bodyAt, next) !== null;
      const folded = first === 0x20 || first === 0x09;
      if (isBoundary || (bodyAt === at && !folded && !isFieldStart(raw.toString('latin1', bodyAt, Math.min(next, bodyAt + 256))))) {
        // A part that begins with text, or ends inside its header.
        this.#damaged = true;
        break;
      }
      end = next;
      bodyAt = next;
    }
    return { fields: parseHeaderBlock(raw.subarray(at, Math.min(end, at + LONGEST_HEADER))), bodyAt };
  }

  /** Starts the part whose header was just read. */
  #open(fields: HeaderField[], section: string, inDigest: boolean, bodyAt: number): BodyPart {
    const part = describe(fields, section, inDigest);
    this.#parts += 1;
    const boundary = (part.p?.['boundary'] ?? '').trimEnd();
    if (part.t.startsWith('multipart/') && boundary !== '' && boundary.length <= LONGEST_BOUNDARY && this.#stack.length < DEEPEST) {
      part.c = [];
      this.#stack.push({ part, boundary, digest: part.t === 'multipart/digest', bodyAt });
      const indexes = this.#boundaries.get(boundary);
      if (indexes === undefined) this.#boundaries.set(boundary, [this.#stack.length - 1]);
      else indexes.push(this.#stack.length - 1);
      this.#leaf = null;
      return part;
    }
    if (part.t.startsWith('multipart/')) {
      this.#damaged = true;
      part.t = 'text/plain';
    }
    if (section === '') part.s = '1';
    this.#leaf = { part, bodyAt };
    return part;
  }

  /** Which open multipart this line separates, and whether it closes it; null for any other line. */
  #boundaryAt(at: number, next: number): { index: number; closes: boolean } | null {
    if (this.#stack.length === 0 || next - at > LONGEST_BOUNDARY + 8) return null;
    const text = this.#raw.toString('utf8', at + 2, next).trimEnd();
    const exact = this.#boundaries.get(text)?.at(-1);
    if (exact !== undefined) return { index: exact, closes: false };
    if (!text.endsWith('--')) return null;
    const closed = this.#boundaries.get(text.slice(0, -2).trimEnd())?.at(-1);
    return closed === undefined ? null : { index: closed, closes: true };
  }

  /** Ends what is open below that multipart; opens its next part. Answers where to read on. */
  #atBoundary(boundary: { index: number; closes: boolean }, at: number, next: number): number {
    this.#closeLeaf(at);
    if (this.#stack.length > boundary.index + 1) this.#damaged = true;
    this.#closeDownTo(boundary.index + 1, at);
    if (boundary.closes) {
      this.#closeDownTo(boundary.index, at);
      return next;
    }
    const parent = this.#stack[boundary.index]!;
    if (this.#parts >= MOST_PARTS) {
      this.#damaged = true;
      return next;
    }
    const { fields, bodyAt } = this.#header(next);
    const children = parent.part.c!;
    const section = parent.part.s === '' ? `${children.length + 1}` : `${parent.part.s}.${children.length + 1}`;
    children.push(this.#open(fields, section, parent.digest, bodyAt));
    return bodyAt;
  }

  #closeLeaf(end: number): void {
    if (this.#leaf === null) return;
    const { part, bodyAt } = this.#leaf;
    this.#leaf = null;
    this.#finishLeaf(part, bodyAt, end);
  }

  #finishLeaf(part: BodyPart, bodyAt: number, end: number): void {
    // The line end before a boundary belongs to the boundary (RFC 2046 5.1.1); at the end of the message it is content.
    let to = end;
    if (end < this.#raw.length && to > bodyAt && this.#raw[to - 1] === NEWLINE) to -= to - 1 > bodyAt && this.#raw[to - 2] === 0x0d ? 2 : 1;
    const content = this.#raw.subarray(bodyAt, Math.max(bodyAt, to));
    part.n = content.length;
    this.#sections.set(part.s, content);
  }

  #closeDownTo(depth: number, end: number): void {
    while (this.#stack.length > depth) {
      const open = this.#stack.pop()!;
      const indexes = this.#boundaries.get(open.boundary)!;
      indexes.pop();
      if (indexes.length === 0) this.#boundaries.delete(open.boundary);
      if (open.part.c!.length > 0) continue;
      // A multipart whose boundary never came: its whole content is shown as text.
      this.#damaged = true;
      delete open.part.c;
      open.part.t = 'text/plain';
      if (open.part.s === '') open.part.s = '1';
      this.#finishLeaf(open.part, open.bodyAt, end);
    }
  }
}

/** RFC 2045 5.2: what says nothing usable is text/plain; in a digest, message/rfc822 (RFC 2046 5.1.5). */
function describe(fields: HeaderField[], section: string, inDigest: boolean): BodyPart {
  const type = parseStructured(fieldValue(fields, 'content-type') ?? '');
  const disposition = parseStructured(fieldValue(fields, 'content-disposition') ?? '');
  const id = fieldValue(fields, 'content-id')?.replace(/^[\s<]+|(?<![\s>])[\s>]+$/gu, '');
  const encoding = fieldValue(fields, 'content-transfer-encoding')?.trim().toLowerCase();
  const usable = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/u.test(type.value);
  return {
    s: section,
    t: usable ? type.value : type.value === 'text' || !inDigest ? 'text/plain' : 'message/rfc822',
    ...(Object.keys(type.parameters).length > 0 && { p: type.parameters }),
    ...(id !== undefined && id !== '' && { id }),
    ...(encoding !== undefined && encoding !== '' && { e: encoding }),
    ...(disposition.value !== '' && { d: disposition.value }),
    ...(Object.keys(disposition.parameters).length > 0 && { dp: disposition.parameters }),
  };
}

/** `From someone Mon …` of a mailbox file is no header. */
function skipMboxLine(raw: Buffer): number {
  return raw.toString('latin1', 0, 5) === 'From ' ? lineEnd(raw, 0) : 0;
}

function lineEnd(raw: Buffer, at: number): number {
  const newline = raw.indexOf(NEWLINE, at);
  return newline === -1 ? raw.length : newline + 1;
}

const isEmptyLine = (raw: Buffer, at: number): boolean => raw[at] === NEWLINE || (raw[at] === 0x0d && raw[at + 1] === NEWLINE);
