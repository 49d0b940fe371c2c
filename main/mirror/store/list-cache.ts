/** The lists looked at last, each as it was put together: good until something it is made of has changed. */
import type { ListIndex } from './list-index.ts';

/** Rows of all lists together; 18 octets each. */
const MOST_ROWS = 1_000_000;

interface Kept { index: ListIndex; stamps: readonly unknown[] }

export class ListCache {
  /** Least recently used first. */
  readonly #lists = new Map<string, Kept>();

  /** `stamps`: what it is made of; made anew unless each is the very same. */
  get(key: string, stamps: readonly unknown[], make: () => ListIndex): ListIndex {
    const known = this.#lists.get(key);
    this.#lists.delete(key);
    const isGood = known?.stamps.length === stamps.length && stamps.every((stamp, i) => stamp === known.stamps[i]);
    const list = isGood ? known : { index: make(), stamps };
    this.#lists.set(key, list);
    this.#evict();
    return list.index;
  }

  #evict(): void {
    let rows = 0;
    for (const { index } of this.#lists.values()) rows += index.length;
    for (const [key, { index }] of this.#lists) {
      if (rows <= MOST_ROWS || this.#lists.size === 1) return;
      rows -= index.length;
      this.#lists.delete(key);
    }
  }
}
