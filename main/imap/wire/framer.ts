/** Cuts the octet stream into responses (RFC 3501 2.2.2, 4.3): a line with the literals it announces, resumable at any octet. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { DEFAULT_LIMITS, type WireLimits } from './limits.ts';

const LF = 10;
const CR = 13;

/**
 * Push what comes from the socket, then call `next` until it answers false; `bytes`, `from` and `to` are then one response
 * without its line end. Buffers are never reused, so views into them stay valid, unless `giveBack` is called. Every octet is copied at most
 * a constant number of times, also in a literal that arrives in thousands of pieces.
 *
 * A literal larger than `offerAbove` stops `next` with `offered` set and the response so far, literal header included, in
 * `bytes`: call `hold` to have it stored like any other, or `handOn` to get its octets from `piece` instead.
 */
export class Framer {
  bytes: Buffer = Buffer.alloc(0);
  from = 0;
  to = 0;

  /** Octets of the literal that waits for a decision; -1 if none does. */
  offered = -1;
  /** Of the response given out: where literals begin that were handed on, each followed by its octets. */
  gaps: readonly number[] = [];

  readonly #limits: WireLimits;
  readonly #offerAbove: number;
  #gaps: number[] = [];
  /** A chunk of which only the first octets have been copied behind what was there: `#aheadAt` is where they begin in the store. */
  #ahead: Buffer | null = null;
  #aheadAt = 0;
  #aheadTaken = 0;
  readonly #step: number;
  /** Octets of the literal being handed on that are still to come, and chunks in which they are. */
  #toHandOn = 0;
  #chunks: Buffer[] = [];
  #store: Buffer = Buffer.alloc(0);
  /** Something in the store may still be looked at, and whether that was so before the last response. */
  #kept = false;
  #keptBefore = false;
  /** The store of the last response, where nothing else in it is looked at. */
  #leaving: Buffer | null = null;
  /** Where the first octet not yet given out lies, and where the stored ones end. */
  #start = 0;
  #length = 0;
  /** The store is the socket's own chunk: append by copying, not in place. */
  #borrowed = false;
  /** Where to go on looking for a line end; octets before it are known not to hold one, or belong to a literal. */
  #scan = 0;
  /** Start of the line piece being looked at, after the last literal. */
  #piece = 0;
  #lineOctets = 0;
  #literals = 0;

  /** `step`: octets of a chunk that are copied at first to complete a response begun in an earlier one. */
  constructor(limits: WireLimits = DEFAULT_LIMITS, offerAbove = Infinity, step = 4096) {
    this.#limits = limits;
    this.#offerAbove = offerAbove;
    this.#step = step;
  }

  /** Octets received that are not part of a response given out, nor handed on. */
  get pending(): number {
    return this.#length - this.#start + (this.#ahead === null ? 0 : this.#ahead.length - this.#aheadTaken) + this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** A copy of the octets behind a response just given out. */
  rest(): Buffer {
    return Buffer.concat([this.#store.subarray(this.#start, this.#length), ...(this.#ahead === null ? [] : [this.#ahead.subarray(this.#aheadTaken)])]);
  }

  /** As `gaps`, of the response that is not complete. */
  get openGaps(): readonly number[] {
    return this.#gaps;
  }

  /** Is a literal being handed on? */
  get handing(): boolean {
    return this.#toHandOn > 0;
  }

  push(chunk: Buffer): void {
    if (this.#toHandOn > 0) this.#chunks.push(chunk);
    else this.#add(chunk);
  }

  /** What completes a response is copied; the rest is then read from the chunk itself. */
  #add(chunk: Buffer): void {
    while (this.#more()) continue;
    if (this.#length === this.#start || chunk.length <= this.#step) {
      this.#append(chunk);
      return;
    }
    this.#append(chunk.subarray(0, this.#step));
    this.#ahead = chunk;
    this.#aheadTaken = this.#step;
    this.#aheadAt = this.#length - this.#step;
  }

  /** Copies more of the chunk ahead, so much that all of it is copied at most twice. False: there is no more. */
  #more(): boolean {
    const ahead = this.#ahead;
    if (ahead === null) return false;
    const from = this.#aheadTaken;
    const start = this.#start;
    this.#aheadTaken = Math.min(ahead.length, from * 2);
    this.#append(ahead.subarray(from, this.#aheadTaken));
    this.#aheadAt -= start - this.#start;
    if (this.#aheadTaken === ahead.length) {
      this.#ahead = null;
      if (this.#store.buffer !== ahead.buffer) free(ahead);
    }
    return true;
  }

  /** Nothing but octets of the chunk ahead is left in the store: they are read from the chunk. */
  #cross(ahead: Buffer): void {
    const from = this.#start - this.#aheadAt;
    if (!this.#keptBefore) this.#leaving = this.#store;
    this.#keptBefore = false;
    this.#adopt(ahead);
    this.#start = this.#scan = this.#piece = from;
    this.#ahead = null;
  }

  /** The offered literal is stored. Throws 'protocol' where it is beyond the limits. */
  hold(): void {
    const size = this.offered;
    this.offered = -1;
    this.#begin(size, this.to + 1);
  }

  /** The octets of the offered literal come from `piece`. */
  handOn(): void {
    const size = this.offered;
    this.offered = -1;
    const after = this.to + 1;
    const rest = [this.#store.subarray(after, this.#length)];
    if (this.#ahead !== null) rest.push(this.#ahead.subarray(this.#aheadTaken));
    this.#ahead = null;
    this.#lineOctets += this.to - this.#piece;
    this.#literals++;
    if (this.#literals > this.#limits.literals) throw tooMuch('The answer is too large.');
    // The first pieces lie in the store.
    this.#kept = true;
    // What came before the literal goes to a store of its own, to which the rest of the response is added.
    this.#adopt(Buffer.from(this.#store.subarray(this.#start, after)));
    this.#borrowed = false;
    this.#scan = this.#piece = this.#length;
    this.#gaps.push(this.#length, size);
    this.#toHandOn = size;
    this.#chunks.push(...rest.filter((octets) => octets.length > 0));
  }

  /** The next octets of the literal being handed on; null if none have come. After the last ones `handing` is false. */
  piece(): Buffer | null {
    const chunk = this.#chunks.shift();
    if (chunk === undefined || this.#toHandOn === 0) return null;
    const piece = chunk.subarray(0, this.#toHandOn);
    this.#toHandOn -= piece.length;
    if (this.#toHandOn > 0) return piece;
    const rest = [chunk.subarray(piece.length), ...this.#chunks];
    this.#chunks = [];
    for (const octets of rest) if (octets.length > 0) this.#add(octets);
    return piece;
  }

  #append(chunk: Buffer): void {
    const pending = this.#length - this.#start;
    if (pending === 0) {
      this.#adopt(chunk);
      return;
    }
    if (!this.#borrowed && this.#length + chunk.length <= this.#store.length) {
      chunk.copy(this.#store, this.#length);
      this.#length += chunk.length;
      return;
    }
    const shift = this.#start;
    const roomy = Buffer.allocUnsafeSlow(Math.max(pending + chunk.length, Math.min(pending * 2, this.#limits.response)));
    this.#store.copy(roomy, 0, shift, this.#length);
    chunk.copy(roomy, pending);
    this.#replace(roomy);
    this.#borrowed = false;
    this.#start = 0;
    this.#length = pending + chunk.length;
    this.#scan -= shift;
    this.#piece -= shift;
  }

  #adopt(chunk: Buffer): void {
    this.#replace(chunk);
    this.#borrowed = true;
    this.#length = chunk.length;
    this.#start = 0;
    this.#scan = 0;
    this.#piece = 0;
  }

  #replace(store: Buffer): void {
    if (!this.#kept) free(this.#store);
    this.#store = store;
    this.#kept = false;
  }

  /** Nothing of the response given out last is looked at any more: what it lay in may be used for other things, where nothing else lies in it. */
  giveBack(): void {
    if (this.#leaving !== null) free(this.#leaving);
    else this.#kept = this.#keptBefore;
    this.#leaving = null;
  }

  /** True: one response is in `bytes` from `from` to `to`. Throws 'protocol' beyond the limits. */
  next(): boolean {
    this.#leaving = null;
    if (this.offered >= 0 || this.#toHandOn > 0) return false;
    for (;;) {
      if (this.#scan >= this.#length) {
        this.#checkLine(Math.max(this.#length, this.#piece));
        if (this.#more()) continue;
        return false;
      }
      const store = this.#store;
      // The store may be longer than what is filled, so what is found must be checked against the end.
      const found = store.indexOf(LF, this.#scan);
      if (found < 0 || found >= this.#length) {
        this.#scan = this.#length;
        this.#checkLine(this.#length);
        if (this.#more()) continue;
        return false;
      }
      const end = found > this.#piece && store[found - 1] === CR ? found - 1 : found;
      this.#checkLine(end);
      const size = end > this.#piece && store[end - 1] === 125 ? this.#literalSize(end - 1) : -1;
      if (size < 0) {
        this.bytes = store;
        this.from = this.#start;
        this.to = end;
        this.#start = this.#scan = this.#piece = found + 1;
        this.#lineOctets = 0;
        this.#literals = 0;
        this.gaps = this.#gaps;
        if (this.gaps.length > 0) this.#gaps = [];
        this.#keptBefore = this.#kept;
        this.#kept = true;
        if (this.#ahead !== null && this.#start >= this.#aheadAt) this.#cross(this.#ahead);
        return true;
      }
      if (size > this.#offerAbove) {
        this.offered = size;
        this.bytes = store;
        this.from = this.#start;
        this.to = found;
        return false;
      }
      this.#begin(size, found + 1);
    }
  }

  /** A literal of which `from` is the place of the first octet. */
  #begin(size: number, from: number): void {
    if (size > this.#limits.literal) throw tooMuch(`A literal of ${size} octets was announced.`);
    this.#lineOctets += from - this.#piece;
    this.#literals++;
    if (this.#literals > this.#limits.literals || from + size - this.#start > this.#limits.response) throw tooMuch('The answer is too large.');
    this.#scan = this.#piece = from + size;
  }

  #checkLine(end: number): void {
    if (this.#lineOctets + end - this.#piece > this.#limits.line) throw tooMuch('The line is too long.');
  }

  /** The n of `{n}` or `{n+}` that closes at `brace`; -1 if that is no literal. */
  #literalSize(brace: number): number {
    const store = this.#store;
    let at = brace - 1;
    if (store[at] === 43) at--;
    const lastDigit = at;
    while (at >= this.#piece && store[at]! >= 48 && store[at]! <= 57) at--;
    if (at === lastDigit || at < this.#piece || store[at] !== 123) return -1;
    if (this.#piece === this.#start && isStatus(store, this.#start, brace)) return -1;
    let size = 0;
    for (let digit = at + 1; digit <= lastDigit; digit++) size = size * 10 + store[digit]! - 48;
    if (size > Number.MAX_SAFE_INTEGER) throw tooMuch(`A literal of ${store.toString('latin1', at + 1, Math.min(lastDigit + 1, at + 25))} octets was announced.`);
    return size;
  }
}

/** Octets that are worth it. */
const LARGE = 16 * 1024;

/** At once: V8 goes through its whole heap for each 25 MB that wait for that (measured 2026-11-21). Only where nothing else can be in it. */
function free({ buffer, byteLength }: Buffer): void {
  if (byteLength >= LARGE && buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) buffer.transfer(0);
}

const tooMuch = (detail: string): Error => fail('protocol', say('engine-imap.tooMuch'), { detail });

/** OK, NO, BAD, BYE, PREAUTH and `+` end in free text, in which `{5}` announces nothing. */
function isStatus(bytes: Buffer, from: number, to: number): boolean {
  // `* 12 FETCH`, the one that has literals all the time.
  if (bytes[from] === 42 && bytes[from + 1] === 32 && bytes[from + 2]! >= 48 && bytes[from + 2]! <= 57) return false;
  return /^(?:\+|\S+ +(?:OK|NO|BAD|BYE|PREAUTH)(?: |$))/iu.test(bytes.toString('latin1', from, Math.min(to, from + 80)));
}
