/** Sends a command part by part, choosing between the three ways to send a literal (RFC 3501 4.3, RFC 7888). */
import type { Capabilities } from './capabilities.ts';
import type { Transcript } from './transcript.ts';
import type { CommandPart } from './wire/encoder.ts';

export interface Outlet {
  write(octets: Buffer): void;
  transcript: Transcript | undefined;
}

/** Larger ones wait for the server's word even where they need not: it may refuse before megabytes have been sent. */
const LARGEST_UNASKED = 64 * 1024;
/** RFC 7888 5. */
const LARGEST_LITERAL_MINUS = 4096;
const SLICE = 256 * 1024;

export class CommandSender {
  readonly #capabilities: () => Capabilities;
  readonly #outlet: Outlet;
  #parts: readonly CommandPart[] = [];
  #at = 0;
  /** The command whose literal the server has not yet asked for; '' if none. */
  tag = '';

  constructor(capabilities: () => Capabilities, outlet: Outlet) {
    this.#capabilities = capabilities;
    this.#outlet = outlet;
  }

  get busy(): boolean {
    return this.tag !== '';
  }

  /** `hidden`: what to log instead of the command's text. */
  start(tag: string, parts: readonly CommandPart[], hidden: string | null): void {
    this.#outlet.transcript?.sent(`${tag} ${hidden ?? parts.map((part) => (typeof part === 'string' ? part : `{${part.length}}`)).join('')}`);
    this.#parts = parts;
    this.#at = 0;
    this.#run(tag, `${tag} `);
  }

  /** The server has asked for the literal. */
  goOn(): void {
    const tag = this.tag;
    this.tag = '';
    this.#run(tag, '');
  }

  /** The server has answered before it had everything. */
  abandon(): void {
    this.tag = '';
    this.#parts = [];
  }

  #run(tag: string, before: string): void {
    let line = before;
    for (; this.#at < this.#parts.length; this.#at++) {
      const part = this.#parts[this.#at]!;
      if (typeof part !== 'string') {
        this.#literal(part);
        continue;
      }
      line += part;
      const literal = this.#parts[this.#at + 1];
      if (literal === undefined || typeof literal === 'string') continue;
      const unasked = this.#unasked(literal.length);
      this.#outlet.write(Buffer.from(`${line}{${literal.length}${unasked ? '+' : ''}}\r\n`, 'latin1'));
      line = '';
      if (!unasked) {
        this.#at++;
        this.tag = tag;
        return;
      }
    }
    this.#outlet.write(Buffer.from(`${line}\r\n`, 'latin1'));
    this.#parts = [];
  }

  #unasked(size: number): boolean {
    const capabilities = this.#capabilities();
    if (size > LARGEST_UNASKED) return false;
    return capabilities.has('LITERAL+') || (capabilities.has('LITERAL-') && size <= LARGEST_LITERAL_MINUS);
  }

  /** In slices, so that progress can be seen while a large one leaves. */
  #literal(octets: Buffer): void {
    for (let from = 0; from < octets.length; from += SLICE) this.#outlet.write(octets.subarray(from, from + SLICE));
  }
}
