/** Numbers 64-bit keys in the order of their first appearance: an open-addressing table in two typed arrays. */
import { GrowingNumbers } from './growing-numbers.ts';

export class PairTable {
  readonly #highs = new GrowingNumbers();
  readonly #lows = new GrowingNumbers();
  /** Number of the key plus one; 0 is free. */
  #places = new Uint32Array(256);

  get size(): number { return this.#highs.length; }

  /** The key's number, -1 if it has none. */
  find(high: number, low: number): number {
    return (this.#places[this.#slot(high, low)] as number) - 1;
  }

  /** The key's number; a new key gets the next one. */
  number(high: number, low: number): number {
    const slot = this.#slot(high, low);
    const known = this.#places[slot] as number;
    if (known > 0) return known - 1;
    this.#lows.push(low);
    const number = this.#highs.push(high);
    this.#places[slot] = number + 1;
    if (this.size * 2 > this.#places.length) this.#grow();
    return number;
  }

  /** Where the key is, or would be. */
  #slot(high: number, low: number): number {
    const mask = this.#places.length - 1;
    let slot = (high ^ Math.imul(low, 0x9e3779b1)) & mask;
    for (let place = this.#places[slot] as number; place > 0; place = this.#places[slot] as number) {
      if (this.#highs.at(place - 1) === high && this.#lows.at(place - 1) === low) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    for (let i = 0; i < this.size; i++) this.#places[this.#slot(this.#highs.at(i), this.#lows.at(i))] = i + 1;
  }
}
