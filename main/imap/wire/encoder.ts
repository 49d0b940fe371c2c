/** Writes commands (RFC 3501 4, 9; literals RFC 7888): every argument goes through a method that can only produce its own form. */
import { isUtf8 } from 'node:buffer';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';

/** What has been agreed with the server and changes how arguments are written. */
export interface WireState {
  /** UTF8=ACCEPT (RFC 6855) or IMAP4rev2 (RFC 9051): names are UTF-8, quoted strings may hold it. */
  readonly utf8: boolean;
  /** UTF8=ACCEPT is on: SEARCH must not name a charset (RFC 6855 3). With IMAP4rev2 alone it may, and has to: Cyrus 3.12 reads a search without one as ASCII and finds nothing; 2026-11-21. */
  readonly charsetUnsaid?: boolean;
  /** A server that is known to answer a search for text that finds nothing with OK alone. */
  readonly nothingUnsaid?: boolean;
}

/** Text to send as it is, or the octets of a literal whose header the connection writes, or where they come from. */
export type CommandPart = string | Buffer | LiteralSource;

/** A literal that is read while it is sent, so that it need not be in memory. */
export interface LiteralSource {
  /** Octets that will come, exactly. Fewer, more, or an error of the source's own reject the command and end the session: the server cannot be told in the middle. */
  readonly size: number;
  /** `~{n}` (literal8, RFC 3516): may hold NUL, which anywhere else ends it like an error. */
  readonly binary?: boolean;
  /** Wait for the server's word even where LITERAL+ allows to go on: for content that could be made to look like commands. */
  readonly ask?: boolean;
  /** Called once, when the server is ready for it. A chunk is not changed after it was handed out. Left before its end, the iterator is returned. */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const LONGEST_QUOTED = 1000;

/** Builds one command after its tag. What the methods return is this, for chaining. */
export class CommandWriter {
  readonly parts: CommandPart[] = [];
  readonly #utf8: boolean;
  #text = '';

  /** Without `wire`, text that is not ASCII goes as a literal, which is right in every state. */
  constructor(wire?: WireState) {
    this.#utf8 = wire?.utf8 === true;
  }

  /** Protocol text written by us, never by a user or a server. */
  word(text: string): this {
    this.#text += text;
    return this;
  }

  /** A number, whole and not negative. */
  number(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw fail('invalid-input', say('engine-imap.numberRange'));
    this.#text += String(value);
    return this;
  }

  /** Decimal digits as text: MODSEQ (63 bits), Gmail's identifiers (64 bits). */
  digits(value: string): this {
    if (!/^\d{1,20}$/u.test(value)) throw fail('invalid-input', say('engine-imap.numberRange'));
    this.#text += value;
    return this;
  }

  /** An atom from outside; refused if it is none. */
  atom(value: string): this {
    if (!/^[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]+$/u.test(value)) throw fail('invalid-input', say('engine-imap.nameCharacters'));
    this.#text += value;
    return this;
  }

  /** A system flag or keyword. `]` is allowed: Gmail has labels with it. */
  flag(value: string): this {
    if (value.length > 255 || !/^\\?[!#$&'+,\-./0-9:;<=>?@A-Z[\]^_`a-z|}~]+$/u.test(value)) throw fail('invalid-input', say('engine-imap.notAFlag'));
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
    if (wireName === '') throw fail('invalid-input', say('engine-imap.folderNoName'));
    for (let at = 0; at < wireName.length; at++) if (wireName.charCodeAt(at) > 255) throw fail('invalid-input', say('engine-imap.folderWireForm'));
    return this.#astring(wireName, 'latin1');
  }

  #astring(value: string, encoding: 'utf8' | 'latin1'): this {
    let high = false;
    let control = false;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      if (code === 0 || code === 10 || code === 13) throw fail('invalid-input', say('engine-imap.lineBreak'));
      if (code > 126) high = true;
      else if (code < 32) control = true;
    }
    const octets = high || control || value.length > LONGEST_QUOTED ? Buffer.from(value, encoding) : null;
    // RFC 6855 3: quoted strings may hold UTF-8. It saves the round trip of a literal.
    const quotable = octets === null || (high && !control && this.#utf8 && octets.length <= LONGEST_QUOTED && !octets.includes(127) && isUtf8(octets));
    if (!quotable) return this.literal(octets);
    this.#text += `"${(octets === null ? value : octets.toString('latin1')).replace(/[\\"]/gu, '\\$&')}"`;
    return this;
  }

  /** Octets as a literal. NUL has no place in one (RFC 3501 9 `CHAR8`). With line breaks it waits for the server's word: refused unasked, its lines could be read as commands. */
  literal(octets: Buffer): this {
    if (octets.includes(0)) throw fail('invalid-input', say('engine-imap.nul'));
    if (octets.includes(10)) return this.source({ size: octets.length, ask: true, open: () => [octets] });
    this.parts.push(this.#text, octets);
    this.#text = '';
    return this;
  }

  /** Octets as literal8 (RFC 3516 7, RFC 4466 6), which may hold NUL: only where BINARY or UTF8=ACCEPT allows it. */
  literal8(octets: Buffer): this {
    return this.source({ size: octets.length, binary: true, ask: octets.includes(10), open: () => [octets] });
  }

  /** A literal, or literal8 if it says so, that is read when it is sent. */
  source(literal: LiteralSource): this {
    if (!Number.isSafeInteger(literal.size) || literal.size < 0) throw fail('invalid-input', say('engine-imap.numberRange'));
    this.parts.push(this.#text, literal);
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
