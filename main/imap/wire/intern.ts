/** Remembers what recurring octets (flags, media types, addresses) were turned into, so that it is not made anew for each message. */

import { latin1 } from './latin1.ts';

const SLOTS = 4096;

/** A direct-mapped cache from a span of octets to a value: a collision replaces, so its size is bounded whatever a server sends. */
export class SpanCache<T> {
  readonly #longest: number;
  readonly #keys: Uint8Array;
  readonly #lengths = new Int32Array(SLOTS).fill(-1);
  readonly #values: (T | undefined)[] = new Array<T | undefined>(SLOTS).fill(undefined);
  #slot = 0;

  /** Spans longer than `longest` octets are not kept. */
  constructor(longest: number) {
    this.#longest = longest;
    this.#keys = new Uint8Array(SLOTS * longest);
  }

  find(bytes: Buffer, from: number, to: number): T | undefined {
    const length = to - from;
    if (length > this.#longest) return undefined;
    // Sampled: a full hash costs more than the comparison that follows anyway.
    let hash = length;
    const step = 1 + (length >> 4);
    for (let at = to - 1; at >= from; at -= step) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const slot = (hash ^ (hash >>> 12) ^ (hash >>> 22)) & (SLOTS - 1);
    this.#slot = slot;
    if (this.#lengths[slot] !== length) return undefined;
    const keys = this.#keys;
    const base = slot * this.#longest;
    for (let at = 0; at < length; at++) if (keys[base + at] !== bytes[from + at]) return undefined;
    return this.#values[slot];
  }

  /** Call after a `find` of the same span that found nothing. */
  keep(bytes: Buffer, from: number, to: number, value: T): T {
    const length = to - from;
    if (length > this.#longest) return value;
    const base = this.#slot * this.#longest;
    for (let at = 0; at < length; at++) this.#keys[base + at] = bytes[from + at]!;
    this.#lengths[this.#slot] = length;
    this.#values[this.#slot] = value;
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

  /** `words`: in upper case, to numbers from 1. */
  constructor(words: Readonly<Record<string, number>>) {
    this.#codes = new Map(Object.entries(words));
  }

  get(bytes: Buffer, from: number, to: number): number {
    return this.#cache.find(bytes, from, to) ?? this.#cache.keep(bytes, from, to, this.#codes.get(asciiUpper(latin1(bytes, from, to))) ?? 0);
  }
}

/** ASCII letters only: octets over 127 have no case. */
export const asciiUpper = (text: string): string => text.replace(/[a-z]+/gu, (letters) => letters.toUpperCase());
export const asciiLower = (text: string): string => text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
