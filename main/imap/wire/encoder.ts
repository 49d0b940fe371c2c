/** Writes commands (RFC 3501 4, 9; literals RFC 7888): every argument goes through a method that can only produce its own form. */
import { fail } from '../../../shared/failure.ts';

/** Text to send as it is, or the octets of a literal whose header the connection writes. */
export type CommandPart = string | Buffer;

const LONGEST_QUOTED = 1000;

/** Builds one command after its tag. What the methods return is this, for chaining. */
export class CommandWriter {
  readonly parts: CommandPart[] = [];
  #text = '';

  /** Protocol text written by us, never by a user or a server. */
  word(text: string): this {
    this.#text += text;
    return this;
  }

  /** A number, whole and not negative. */
  number(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw fail('invalid-input', 'A number is out of range.');
    this.#text += String(value);
    return this;
  }

  /** Decimal digits as text (MODSEQ). */
  digits(value: string): this {
    if (!/^\d{1,19}$/u.test(value)) throw fail('invalid-input', 'A number is out of range.');
    this.#text += value;
    return this;
  }

  /** An atom from outside; refused if it is none. */
  atom(value: string): this {
    if (!/^[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]+$/u.test(value)) throw fail('invalid-input', 'That name cannot be sent to the server.');
    this.#text += value;
    return this;
  }

  /** A system flag or keyword. `]` is allowed: Gmail has labels with it. */
  flag(value: string): this {
    if (value.length > 255 || !/^\\?[!#$&'+,\-./0-9:;<=>?@A-Z[\]^_`a-z|}~]+$/u.test(value)) throw fail('invalid-input', 'That is not a flag a server can keep.');
    this.#text += value;
    return this;
  }

  flags(values: readonly string[]): this {
    this.#text += '(';
    for (const [index, value] of values.entries()) {
      if (index > 0) this.#text += ' ';
      this.flag(value);
    }
    this.#text += ')';
    return this;
  }

  /** Text, as quoted string or, where it is not ASCII or is long, as a UTF-8 literal. CR, LF and NUL are refused. */
  string(value: string): this {
    return this.#astring(value, 'utf8');
  }

  /** A mailbox name as the server wrote it, one character per octet. */
  mailbox(wireName: string): this {
    if (wireName === '') throw fail('invalid-input', 'The folder has no name.');
    for (let at = 0; at < wireName.length; at++) if (wireName.charCodeAt(at) > 255) throw fail('invalid-input', 'The folder name is not in wire form.');
    return this.#astring(wireName, 'latin1');
  }

  #astring(value: string, encoding: 'utf8' | 'latin1'): this {
    let ascii = true;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      if (code === 0 || code === 10 || code === 13) throw fail('invalid-input', 'A text with a line break or a NUL cannot be sent to the server.');
      if (code > 126 || code < 32) ascii = false;
    }
    if (!ascii || value.length > LONGEST_QUOTED) return this.literal(Buffer.from(value, encoding));
    this.#text += `"${value.replace(/[\\"]/gu, '\\$&')}"`;
    return this;
  }

  /** Octets as a literal. NUL has no place in one (RFC 3501 9 `CHAR8`). */
  literal(octets: Buffer): this {
    if (octets.includes(0)) throw fail('invalid-input', 'A text with a NUL cannot be sent to the server.');
    this.parts.push(this.#text, octets);
    this.#text = '';
    return this;
  }

  /** The parts so far; text and literals alternate, text first and last. */
  finish(): readonly CommandPart[] {
    this.parts.push(this.#text);
    this.#text = '';
    return this.parts;
  }
}
