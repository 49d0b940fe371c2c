/** Values of octets that come again and again where their end is not yet known: addresses, the beginnings of body parts. */

/** So many octets are looked at to find a span again; a shorter rest of a response is not looked up. */
const SAMPLE = 32;

/** Do the same octets stand at `a` and `b`? `length`: at least 4. Four at a time, for comparing is most of the work on what is known; the last first, for that is where those differ that begin alike. */
export function sameOctets(left: DataView, a: number, right: DataView, b: number, length: number): boolean {
  const last = length - 4;
  if (left.getInt32(a + last, true) !== right.getInt32(b + last, true)) return false;
  for (let at = 0; at < last; at += 4) if (left.getInt32(a + at, true) !== right.getInt32(b + at, true)) return false;
  return true;
}

/**
 * A cache from octets to what was read from them. A span is found by some of its first octets and then compared whole, so that nobody need know where it ends:
 * keep only what ends by itself, as a list does with its parenthesis. Its size is bounded whatever a server sends.
 */
export class KnownSpans<T> {
  /** Of the span found last, in octets. */
  length = 0;
  readonly #longest: number;
  readonly #mask: number;
  readonly #ways: number;
  readonly #samples: readonly number[];
  readonly #keys: DataView;
  readonly #lengths: Int32Array;
  readonly #values: (T | undefined)[];
  #slot = 0;

  /** `samples`: where the octets lie that tell spans apart, in fours, all before the 32nd. `ways`: how many are kept that agree in them; `slots` counts all, both powers of two. */
  constructor(samples: readonly number[], longest: number, slots: number, ways: number) {
    this.#samples = samples;
    this.#longest = longest;
    this.#mask = slots - ways;
    this.#ways = ways;
    this.#keys = new DataView(new ArrayBuffer(slots * longest));
    this.#lengths = new Int32Array(slots);
    this.#values = new Array<T | undefined>(slots).fill(undefined);
  }

  find(view: DataView, from: number, end: number): T | undefined {
    this.#slot = -1;
    if (from + SAMPLE > end) return undefined;
    let hash = 0;
    const samples = this.#samples;
    for (let index = 0; index < samples.length; index++) {
      hash = Math.imul(hash ^ view.getInt32(from + samples[index]!, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const first = hash & this.#mask;
    this.#slot = first;
    for (let slot = first; slot < first + this.#ways; slot++) {
      const length = this.#lengths[slot]!;
      if (length === 0) return undefined;
      if (from + length > end || !sameOctets(view, from, this.#keys, slot * this.#longest, length)) continue;
      this.length = length;
      return this.#values[slot];
    }
    return undefined;
  }

  /** Call after a `find` at the same place that found nothing; the one kept longest goes. */
  keep(view: DataView, from: number, to: number, value: T): T {
    const length = to - from;
    if (this.#slot < 0 || length > this.#longest || length < 4) return value;
    const keys = new Uint8Array(this.#keys.buffer);
    const longest = this.#longest;
    const first = this.#slot * longest;
    keys.copyWithin(first + longest, first, first + (this.#ways - 1) * longest);
    this.#lengths.copyWithin(this.#slot + 1, this.#slot, this.#slot + this.#ways - 1);
    this.#values.copyWithin(this.#slot + 1, this.#slot, this.#slot + this.#ways - 1);
    keys.set(new Uint8Array(view.buffer, view.byteOffset + from, length), first);
    this.#lengths[this.#slot] = length;
    this.#values[this.#slot] = value;
    return value;
  }
}
