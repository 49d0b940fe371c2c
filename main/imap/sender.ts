/** Sends a command part by part, choosing between the three ways to send a literal (RFC 3501 4.3, RFC 7888; literal8 RFC 4466 6), no faster than the line takes it. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Capabilities } from './capabilities.ts';
import { loggableCommand } from './loggable.ts';
import type { Transcript } from './transcript.ts';
import type { CommandPart, LiteralSource } from './wire/encoder.ts';

export interface Outlet {
  /** False: enough is waiting already; `drained` settles when there is room again, or when the line is over. */
  write(octets: Buffer): boolean;
  drained(): Promise<void>;
  /** A source has given something: a pause that was ours is over. */
  fed(): void;
  /** A command that took its time has been sent whole. */
  sent(): void;
  /** A source failed within its literal: the server waits for octets that will never come. */
  broken(tag: string, error: unknown): void;
  transcript: Transcript | undefined;
}

/** Larger ones wait for the server's word even where they need not: it may refuse before megabytes have been sent. */
const LARGEST_UNASKED = 64 * 1024;
/** RFC 7888 5. */
const LARGEST_LITERAL_MINUS = 4096;
/** What is handed to the network at a time, so that progress can be seen and little is held. */
const SLICE = 64 * 1024;

export class CommandSender {
  readonly #capabilities: () => Capabilities;
  readonly #outlet: Outlet;
  #parts: readonly CommandPart[] = [];
  #at = 0;
  #asking = false;
  #reading = false;
  /** The command of which not everything has been sent; '' if none. */
  tag = '';

  constructor(capabilities: () => Capabilities, outlet: Outlet) {
    this.#capabilities = capabilities;
    this.#outlet = outlet;
  }

  get busy(): boolean {
    return this.tag !== '';
  }

  /** The server has not yet asked for the literal. */
  get asking(): boolean {
    return this.#asking;
  }

  /** A source is being waited for: the server's silence means nothing. */
  get reading(): boolean {
    return this.#reading;
  }

  /** `hidden`: what to log instead of the command's text. */
  start(tag: string, parts: readonly CommandPart[], hidden: string | null): void {
    this.#outlet.transcript?.sent(loggableCommand(tag, parts, hidden, this.#outlet.transcript.content));
    this.tag = tag;
    this.#parts = parts;
    this.#at = 0;
    this.#run(`${tag} `);
  }

  /** The server has asked for the literal. */
  goOn(): void {
    this.#asking = false;
    this.#run('');
  }

  /** Nothing more of the command is sent: it was answered, or the line is over. */
  abandon(): void {
    this.tag = '';
    this.#parts = [];
    this.#asking = this.#reading = false;
  }

  #run(before: string): void {
    let line = before;
    while (this.#at < this.#parts.length) {
      const part = this.#parts[this.#at++]!;
      if (typeof part !== 'string') {
        if (!Buffer.isBuffer(part) || part.length > SLICE) {
          void this.#stream(part);
          return;
        }
        if (part.length > 0) this.#outlet.write(part);
        continue;
      }
      line += part;
      const literal = this.#parts[this.#at];
      if (literal === undefined || typeof literal === 'string') continue;
      const unasked = (Buffer.isBuffer(literal) || literal.ask !== true) && this.#unasked(sizeOf(literal));
      this.#outlet.write(Buffer.from(`${line}${isBinary(literal) ? '~' : ''}{${sizeOf(literal)}${unasked ? '+' : ''}}\r\n`, 'latin1'));
      line = '';
      if (!unasked) {
        this.#asking = true;
        return;
      }
    }
    this.#outlet.write(Buffer.from(`${line}\r\n`, 'latin1'));
    this.abandon();
  }

  #unasked(size: number): boolean {
    const capabilities = this.#capabilities();
    if (size > LARGEST_UNASKED) return false;
    return capabilities.has('LITERAL+') || (capabilities.has('LITERAL-') && size <= LARGEST_LITERAL_MINUS);
  }

  /** One literal in slices, then the rest of the command. */
  async #stream(literal: Buffer | LiteralSource): Promise<void> {
    const tag = this.tag;
    try {
      for await (const slice of Buffer.isBuffer(literal) ? [literal] : this.#chunks(literal)) {
        for (let from = 0; from < slice.length; from += SLICE) {
          if (this.tag !== tag) return;
          if (!this.#outlet.write(slice.subarray(from, from + SLICE))) await this.#outlet.drained();
        }
        if (this.tag !== tag) return;
        this.#reading = true;
      }
    } catch (error) {
      if (this.tag === tag) this.#outlet.broken(tag, error);
      return;
    }
    if (this.tag !== tag) return;
    this.#reading = false;
    this.#run('');
    if (!this.busy) this.#outlet.sent();
  }

  /** What the source gives, exactly as many octets as were announced: the end of the command is only sent after it has ended there. */
  async *#chunks(source: LiteralSource): AsyncGenerator<Buffer, void, undefined> {
    let left = source.size;
    this.#reading = true;
    for await (const chunk of source.open()) {
      this.#reading = false;
      this.#outlet.fed();
      left -= chunk.length;
      if (left < 0) throw fail('invalid-input', say('engine-imap.moreThanAnnounced'), { detail: `${source.size} octets` });
      if (source.binary !== true && chunk.includes(0)) throw fail('invalid-input', say('engine-imap.nul'));
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
    if (left > 0) throw fail('invalid-input', say('engine-imap.lessThanAnnounced'), { detail: `${source.size - left} of ${source.size} octets` });
  }
}

const sizeOf = (literal: Buffer | LiteralSource): number => (Buffer.isBuffer(literal) ? literal.length : literal.size);

const isBinary = (literal: Buffer | LiteralSource): boolean => !Buffer.isBuffer(literal) && literal.binary === true;
