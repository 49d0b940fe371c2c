/** Remembers what recurring octets (flags, media types, hosts) were turned into, so that it is not made anew for each message; of those whose end must be looked for first, see known-spans.ts. */

import { latin1 } from './latin1.ts';

const SLOTS = 4096;

/** A cache from a span of octets to a value with two places for each hash: the older goes, so its size is bounded whatever a server sends. */
export class SpanCache<T> {
  readonly #longest: number;
  readonly #mask: number;
  readonly #keys: Uint8Array;
  readonly #lengths: Int32Array;
  readonly #values: (T | undefined)[];
  #slot = 0;

  /** Spans longer than `longest` octets are not kept; `slots` is a power of two. */
  constructor(longest: number, slots = SLOTS) {
    this.#longest = longest;
    this.#mask = slots - 1;
    this.#keys = new Uint8Array(slots * longest);
    this.#lengths = new Int32Array(slots).fill(-1);
    this.#values = new Array<T | undefined>(slots).fill(undefined);
  }

  find(bytes: Buffer, from: number, to: number): T | undefined {
    const length = to - from;
    if (length > this.#longest) return undefined;
    // Sampled: a full hash costs more than the comparison that follows anyway.
    let hash = length;
    const step = 1 + (length >> 4);
    for (let at = to - 1; at >= from; at -= step) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    let slot = (hash ^ (hash >>> 12) ^ (hash >>> 22)) & this.#mask;
    this.#slot = slot;
    const keys = this.#keys;
    for (let way = 0; way < 2; way++) {
      if (this.#lengths[slot] === length) {
        const base = slot * this.#longest - from;
        let at = from;
        while (at < to && keys[base + at] === bytes[at]) at++;
        if (at === to) return this.#values[slot];
      }
      slot ^= 1;
    }
    return undefined;
  }

  /** Call after a `find` of the same span that found nothing. */
  keep(bytes: Buffer, from: number, to: number, value: T): T {
    const length = to - from;
    if (length > this.#longest) return value;
    const slot = this.#slot;
    const longest = this.#longest;
    const base = slot * longest;
    this.#keys.copyWithin((slot ^ 1) * longest, base, base + longest);
    this.#lengths[slot ^ 1] = this.#lengths[slot]!;
    this.#values[slot ^ 1] = this.#values[slot];
    for (let at = 0; at < length; at++) this.#keys[base + at] = bytes[from + at]!;
    this.#lengths[slot] = length;
    this.#values[slot] = value;
    return value;
  }
}

/** Octets to strings, one character per octet. */
export class InternTable {
  readonly #cache = new SpanCache<string>(40);
  readonly #fold: (text: string) => string;

  constructor(fold: (text: string) => string) {
    this.#fold = fold;
  }

  get(bytes: Buffer, from: number, to: number): string {
    return this.#cache.find(bytes, from, to) ?? this.#cache.keep(bytes, from, to, this.#fold(latin1(bytes, from, to)));
  }
}

/** The words of a fixed list to numbers, without regard to case; 0 for any other word. Numbers are compared faster than words. */
export class KeywordTable {
  readonly #cache = new SpanCache<number>(40);
  readonly #codes: ReadonlyMap<string, number>;
  /** In upper case, by number; and which number came after each: a server sends its words in the same order again and again. */
  readonly #words: Uint8Array[] = [new Uint8Array(0)];
  readonly #next: Int32Array;
  last = 0;

  /** `words`: in upper case, to numbers from 1 without a gap. */
  constructor(words: Readonly<Record<string, number>>) {
    this.#codes = new Map(Object.entries(words));
    for (const [word, code] of this.#codes) this.#words[code] = Uint8Array.from(Buffer.from(word, 'latin1'));
    this.#next = new Int32Array(this.#words.length);
  }

  /** Octets of the word that is expected here, if it is and a blank or bracket ends it; otherwise 0. Its number is then `last`. */
  expected(bytes: Buffer, from: number): number {
    const guess = this.#next[this.last]!;
    const word = this.#words[guess]!;
    const { length } = word;
    let at = 0;
    while (at < length && word[at] === bytes[from + at]) at++;
    if (at < length || (bytes[from + at] !== 32 && bytes[from + at] !== 91)) return 0;
    this.last = guess;
    return length;
  }

  get(bytes: Buffer, from: number, to: number): number {
    const code = this.#cache.find(bytes, from, to) ?? this.#cache.keep(bytes, from, to, this.#codes.get(asciiUpper(latin1(bytes, from, to))) ?? 0);
    this.#next[this.last] = code;
    this.last = code;
    return code;
  }
}

/** ASCII letters only: octets over 127 have no case. */
export const asciiUpper = (text: string): string => text.replace(/[a-z]+/gu, (letters) => letters.toUpperCase());
export const asciiLower = (text: string): string => text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
