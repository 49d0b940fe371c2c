/** Reads the basic forms of RFC 3501 4 and 9 (number, atom, quoted, literal, NIL) straight from the octets of one response. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { decodeOctets } from '../../mime/charset.ts';
import { decodeEncodedWords } from '../../mime/encoded-word.ts';
import { asciiLower, asciiUpper, InternTable, SpanCache } from './intern.ts';
import { latin1 } from './latin1.ts';

export const SP = 32;
export const QUOTE = 34;
export const OPEN = 40;
export const CLOSE = 41;
const LBRACKET = 91;
const BACKSLASH = 92;
const RBRACKET = 93;
const LBRACE = 123;

const upperTokens = new InternTable(asciiUpper);
const lowerTokens = new InternTable(asciiLower);
const subjects = new SpanCache<string>(120, 1024);
const exactTokens = new InternTable((text) => text);

/** 1: ends an atom (SP, parentheses, quote, controls). 2: also ends one in a response code or item name ([ and ]). */
const ENDS = new Uint8Array(256);
for (let octet = 0; octet < 33; octet++) ENDS[octet] = 1;
ENDS[QUOTE] = ENDS[OPEN] = ENDS[CLOSE] = ENDS[127] = 1;
ENDS[LBRACKET] = ENDS[RBRACKET] = 2;

const NO_GAPS: readonly number[] = [];

const decoded = (octets: Buffer): string => decodeEncodedWords(decodeOctets(octets));

/** A position in one response. `readString` leaves what it found in `from`, `to`, `high`, `escaped`, `encoded`. */
export class Cursor {
  bytes: Buffer = Buffer.alloc(0);
  /** The same octets, for those who take several at once. */
  view: DataView = new DataView(new ArrayBuffer(0));
  at = 0;
  end = 0;
  /** The octets of the string read last, without quotes or literal header. */
  from = 0;
  to = 0;
  /** It may hold octets over 127, backslash escapes, or an encoded-word. */
  high = false;
  escaped = false;
  encoded = false;
  /** Of the string read last, if it was a literal that has been handed on piece by piece: its octets, of which none is here. Otherwise -1. */
  streamed = -1;
  /** UTF8=ACCEPT or IMAP4rev2 is on: mailbox names are UTF-8 and nothing else. */
  utf8 = false;

  /** Where a literal would begin that has been handed on, and its octets, by pairs. */
  #gaps: readonly number[] = NO_GAPS;

  /** `gaps`: positions at which a literal's octets are missing because they have been handed on, each followed by their number. */
  set(bytes: Buffer, from: number, to: number, gaps: readonly number[] = NO_GAPS): void {
    if (bytes !== this.bytes) this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.#gaps = gaps;
    this.streamed = -1;
  }

  /** The octet here, -1 at the end of the response. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at]! : -1;
  }

  skipSpace(): void {
    while (this.at < this.end && this.bytes[this.at] === SP) this.at++;
  }

  /** True and past it, if the octet is here. */
  take(octet: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== octet) return false;
    this.at++;
    return true;
  }

  need(octet: number): void {
    if (!this.take(octet)) throw this.broken();
  }

  /** Unsigned and exact: beyond 2^53 is 'protocol'. */
  number(): number {
    const start = this.at;
    let value = 0;
    while (this.at < this.end) {
      const digit = this.bytes[this.at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.at++;
    }
    if (this.at === start || value > Number.MAX_SAFE_INTEGER) throw this.broken();
    return value;
  }

  /** 32 bits unsigned (UID, sequence number, UIDVALIDITY). */
  number32(): number {
    const value = this.number();
    if (value > 0xffff_ffff) throw this.broken();
    return value;
  }

  /** Digits as they are, at most 20 (MODSEQ, RFC 7162: 63 bits). */
  digits(): string {
    const start = this.at;
    while (this.at < this.end && this.bytes[this.at]! >= 48 && this.bytes[this.at]! <= 57) this.at++;
    if (this.at === start || this.at - start > 20) throw this.broken();
    return latin1(this.bytes, start, this.at);
  }

  /** Moves over an atom; `brackets`: [ and ] end it too. Answers where it began; it may be empty. */
  skipAtom(brackets = false): number {
    const start = this.at;
    const { bytes, end } = this;
    let at = start;
    while (at < end) {
      const ends = ENDS[bytes[at]!]!;
      if (ends === 1 || (ends === 2 && brackets)) break;
      at++;
    }
    this.at = at;
    return start;
  }

  /** An atom in upper case; '' if there is none here. */
  atomUpper(brackets = false): string {
    const start = this.skipAtom(brackets);
    return upperTokens.get(this.bytes, start, this.at);
  }

  /** An atom as sent, one character per octet; '' if there is none here. */
  atom(): string {
    const start = this.skipAtom();
    return exactTokens.get(this.bytes, start, this.at);
  }

  /** nstring or astring, blanks before it skipped: true, or false for NIL. */
  readString(): boolean {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end && bytes[at] === SP) at++;
    this.at = at;
    const first = at < end ? bytes[at]! : -1;
    this.escaped = false;
    this.streamed = -1;
    let bits = 0;
    let encoded = false;
    if (first === QUOTE) {
      const start = ++at;
      for (; at < end; at++) {
        const octet = bytes[at]!;
        if (octet === QUOTE) break;
        bits |= octet;
        if (octet === BACKSLASH) {
          this.escaped = true;
          at++;
        } else if (octet === 61 && bytes[at + 1] === 63) encoded = true;
      }
      if (at >= end) throw this.broken();
      this.from = start;
      this.to = at;
      this.at = at + 1;
      this.high = bits > 127;
      this.encoded = encoded;
      return true;
    }
    if (first === LBRACE || (first === 126 && bytes[at + 1] === LBRACE)) {
      this.#literal();
      // Not looked through: it may be megabytes that nobody wants as text.
      this.high = this.encoded = true;
      return true;
    }
    const start = this.skipAtom();
    if (this.at === start) throw this.broken();
    this.from = start;
    this.to = this.at;
    this.high = this.encoded = true;
    return !(this.to - start === 3 && (bytes[start]! | 32) === 110 && (bytes[start + 1]! | 32) === 105 && (bytes[start + 2]! | 32) === 108);
  }

  #literal(): void {
    this.take(126);
    this.need(LBRACE);
    const size = this.number();
    this.take(43);
    this.need(125);
    this.take(13);
    this.need(10);
    this.from = this.at;
    for (let gap = 0; gap < this.#gaps.length; gap += 2) {
      if (this.#gaps[gap] !== this.at) continue;
      this.streamed = size;
      this.to = this.at;
      return;
    }
    if (this.at + size > this.end) throw this.broken();
    this.at += size;
    this.to = this.at;
  }

  /** The octets of the string read last, escapes resolved; a view where there are none. */
  octets(): Buffer {
    if (!this.escaped) return this.bytes.subarray(this.from, this.to);
    const plain = Buffer.allocUnsafe(this.to - this.from);
    let length = 0;
    for (let at = this.from; at < this.to; at++) {
      if (this.bytes[at] === BACKSLASH && at + 1 < this.to) at++;
      plain[length++] = this.bytes[at]!;
    }
    return plain.subarray(0, length);
  }

  /** The string read last, one character per octet. */
  raw(): string {
    return this.escaped ? this.octets().toString('latin1') : latin1(this.bytes, this.from, this.to);
  }

  /** The string read last as text for people: raw UTF-8 tolerated, encoded-words decoded (RFC 2047). */
  text(): string {
    if (!this.high && !this.encoded) return this.raw();
    if (!this.encoded || this.escaped) return decoded(this.octets());
    // A conversation repeats its subject, and decoding is dear.
    const { bytes, from, to } = this;
    return subjects.find(bytes, from, to) ?? subjects.keep(bytes, from, to, decoded(this.octets()));
  }

  /** The string read last where the same ones recur, as sent. */
  recurring(): string {
    return this.escaped || this.high ? decodeOctets(this.octets()) : exactTokens.get(this.bytes, this.from, this.to);
  }

  /** The string read last in lower case (media types, parameter names). */
  lower(): string {
    return this.escaped || this.high ? decodeOctets(this.octets()).toLowerCase() : lowerTokens.get(this.bytes, this.from, this.to);
  }

  /** Past ` NIL`, as often as it stands here. */
  skipNils(): void {
    const { bytes, end } = this;
    let at = this.at;
    while (at + 3 < end && bytes[at] === SP && bytes[at + 1] === 78 && bytes[at + 2] === 73 && bytes[at + 3] === 76 && (at + 4 >= end || ENDS[bytes[at + 4]!]! === 1)) at += 4;
    this.at = at;
  }

  /** Past one value of any form, however deep, without recursion. */
  skipValue(): void {
    let depth = 0;
    do {
      this.skipSpace();
      const octet = this.peek();
      if (octet === OPEN) {
        depth++;
        this.at++;
      } else if (octet === CLOSE) {
        if (depth === 0) throw this.broken();
        depth--;
        this.at++;
      } else if (octet === -1) throw this.broken();
      else this.readString();
    } while (depth > 0);
  }

  /** The rest of the response as text. */
  rest(): string {
    const text = decodeOctets(this.bytes.subarray(this.at, this.end));
    this.at = this.end;
    return text;
  }

  /** 'protocol', with a little of what was there. */
  broken(): Error {
    const from = Math.max(0, this.at - 20);
    const near = this.bytes.toString('latin1', from, Math.min(this.end, this.at + 40)).replace(/[^ -~]/gu, '.');
    return fail('protocol', say('engine-imap.unreadable'), { detail: near });
  }
}
