/** Reads one client command, literals in place (RFC 3501 9); every mistake is a SyntaxMistake, answered BAD. */
import { monthIndex } from './encode.ts';

export class SyntaxMistake extends Error {}

export class CommandCursor {
  readonly #octets: Buffer;
  #at = 0;

  constructor(octets: Buffer) {
    this.#octets = octets;
  }

  get done(): boolean {
    return this.#at >= this.#octets.length;
  }

  /** The next character without taking it; '' at the end. */
  peek(): string {
    return this.done ? '' : String.fromCharCode(this.#octets[this.#at] ?? 0);
  }

  /** Takes `text` if it comes next, whatever its case. */
  accept(text: string): boolean {
    const next = this.#octets.toString('latin1', this.#at, this.#at + text.length);
    if (next.toUpperCase() !== text.toUpperCase()) return false;
    this.#at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw new SyntaxMistake(text === ' ' ? 'Missing argument' : `Expected ${text}`);
  }

  space(): void {
    this.expect(' ');
  }

  end(): void {
    if (!this.done) throw new SyntaxMistake('Unexpected text at the end of the command');
  }

  /** Characters as long as `pattern` matches each; at least one. */
  #run(pattern: RegExp, what: string): string {
    const from = this.#at;
    while (!this.done && pattern.test(this.peek())) this.#at++;
    if (this.#at === from) throw new SyntaxMistake(`Expected ${what}`);
    return this.#octets.toString('latin1', from, this.#at);
  }

  tag(): string {
    return this.#run(/[\x21\x23\x24\x26\x27\x2c-\x5b\x5d-\x7a\x7c\x7e]/, 'a tag');
  }

  atom(): string {
    return this.#run(/[\x21\x23\x24\x26\x27\x2b-\x5b\x5d-\x7a\x7c-\x7e]/, 'an atom');
  }

  /** A word of a FETCH or SEARCH key: an atom without brackets. */
  keyword(): string {
    return this.#run(/[A-Za-z0-9.\-_]/, 'a keyword');
  }

  number(): number {
    const digits = this.#run(/[0-9]/, 'a number');
    const value = Number(digits);
    if (digits.length > 10 || value > 0xffff_ffff) throw new SyntaxMistake('Number too large');
    return value;
  }

  /** A mod-sequence (RFC 7162): 63 bits on the wire, here never beyond 2^53. */
  modseq(): number {
    return Math.min(Number(this.#run(/[0-9]/, 'a mod-sequence')), Number.MAX_SAFE_INTEGER);
  }

  /** Text of a sequence set; resolved by the caller. */
  set(): string {
    return this.#run(/[0-9:,*]/, 'a message set');
  }

  base64(): string {
    return this.#run(/[A-Za-z0-9+/=]/, 'base64');
  }

  octetString(): Buffer {
    const next = this.peek();
    if (next === '"') return this.#quoted();
    if (next === '{') return this.#literal();
    throw new SyntaxMistake('Expected a string');
  }

  astring(): Buffer {
    const next = this.peek();
    if (next === '"' || next === '{') return this.octetString();
    return Buffer.from(this.#run(/[\x21\x23\x24\x26\x27\x2b-\x5b\x5d-\x7a\x7c-\x7e]/, 'a string'), 'latin1');
  }

  /** As LIST takes it: wildcards too. */
  listMailbox(): string {
    const next = this.peek();
    if (next === '"' || next === '{') return this.octetString().toString('latin1');
    return this.#run(/[\x21\x23-\x27\x2a-\x5b\x5d-\x7a\x7c-\x7e]/, 'a mailbox pattern');
  }

  nil(): boolean {
    return this.accept('NIL');
  }

  /** `(` items separated by one space `)`; may be empty. */
  list<T>(item: () => T): T[] {
    this.expect('(');
    const items: T[] = [];
    if (this.accept(')')) return items;
    do items.push(item());
    while (this.accept(' '));
    this.expect(')');
    return items;
  }

  flag(): string {
    const system = this.accept('\\');
    return (system ? '\\' : '') + this.atom();
  }

  /** Quoted date-time of APPEND. */
  dateTime(): Date {
    const text = this.#quoted().toString('latin1');
    const match = /^([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text);
    const month = monthIndex(match?.[2] ?? '');
    if (!match || month < 0) throw new SyntaxMistake('Bad date-time');
    const n = (index: number): number => Number(match[index]);
    const offset = (match[7] === '-' ? -1 : 1) * (n(8) * 60 + n(9)) * 60_000;
    return new Date(Date.UTC(n(3), month, n(1), n(4), n(5), n(6)) - offset);
  }

  /** Date of a SEARCH key as the first moment of that day in UTC. */
  date(): number {
    const quoted = this.accept('"');
    const match = /^(\d{1,2})-(\w{3})-(\d{4})$/.exec(this.#run(/[A-Za-z0-9-]/, 'a date'));
    const month = monthIndex(match?.[2] ?? '');
    if (!match || month < 0) throw new SyntaxMistake('Bad date');
    if (quoted) this.expect('"');
    return Date.UTC(Number(match[3]), month, Number(match[1]));
  }

  #quoted(): Buffer {
    this.expect('"');
    const result: number[] = [];
    for (;;) {
      let octet = this.#octets[this.#at++];
      if (octet === 0x22) return Buffer.from(result);
      if (octet === 0x5c) {
        octet = this.#octets[this.#at++];
        if (octet !== 0x22 && octet !== 0x5c) throw new SyntaxMistake('Bad escape in a quoted string');
      }
      if (octet === undefined || octet === 13 || octet === 10) throw new SyntaxMistake('Quoted string does not end');
      result.push(octet);
    }
  }

  #literal(): Buffer {
    this.expect('{');
    const count = this.number();
    this.accept('+');
    this.expect('}\r\n');
    const octets = this.#octets.subarray(this.#at, this.#at + count);
    if (octets.length < count) throw new SyntaxMistake('Literal is too short');
    this.#at += count;
    return octets;
  }
}
