/** All rows of several folders, newest first: a merge of what is sorted already. */
import type { ListIndex } from './list-index.ts';
import { rowsNewer, type Order } from './order.ts';

const CHUNK = 256;

/** Merged only where somebody looks, since that is nearly always the top. */
export class MergedIndex implements ListIndex {
  readonly length: number;
  readonly #orders: readonly Order[];
  readonly #chunks = new Map<number, { sources: Uint16Array; places: Uint32Array }>();

  constructor(orders: readonly Order[]) {
    this.#orders = orders;
    this.length = orders.reduce((sum, { uids }) => sum + uids.length, 0);
  }

  sourceAt(at: number): number { return this.#chunk(at).sources[at % CHUNK] as number; }
  uidAt(at: number): number { return this.#order(at).uids[this.#place(at)] as number; }
  pageAt(at: number): number { return this.#order(at).pages[this.#place(at)] as number; }
  dateAt(at: number): number { return this.#order(at).dates[this.#place(at)] as number; }
  keyAt(): number { return 0; }

  #order(at: number): Order { return this.#orders[this.sourceAt(at)] as Order; }
  #place(at: number): number { return this.#chunk(at).places[at % CHUNK] as number; }

  #chunk(at: number): { sources: Uint16Array; places: Uint32Array } {
    const number = Math.floor(at / CHUNK);
    const known = this.#chunks.get(number);
    if (known) return known;
    const made = this.#merge(number * CHUNK, Math.min((number + 1) * CHUNK, this.length));
    this.#chunks.set(number, made);
    return made;
  }

  #merge(start: number, end: number): { sources: Uint16Array; places: Uint32Array } {
    const { heads, before } = this.#seek(start);
    const sources = new Uint16Array(end - start);
    const places = new Uint32Array(end - start);
    for (let at = before; at < end; at++) {
      let best = -1;
      for (let i = 0; i < heads.length; i++) if ((heads[i] as number) < (this.#orders[i] as Order).uids.length && (best < 0 || this.#isBefore(i, heads[i] as number, best, heads[best] as number))) best = i;
      const head = heads[best] as number;
      if (at >= start) {
        sources[at - start] = best;
        places[at - start] = head;
      }
      heads[best] = head + 1;
    }
    return { sources, places };
  }

  /** How far each folder is gone through at a place, or some rows of the same date before it. */
  #seek(start: number): { heads: number[]; before: number } {
    let low = 0;
    let high = 0xffff_ffff;
    // The latest date of which fewer rows are newer than `start`.
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      if (this.#newer(middle).reduce((sum, head) => sum + head, 0) <= start) high = middle;
      else low = middle + 1;
    }
    const heads = this.#newer(low);
    return { heads, before: heads.reduce((sum, head) => sum + head, 0) };
  }

  #newer(date: number): number[] {
    return this.#orders.map((order) => rowsNewer(order, date));
  }

  /** Of equal dates the higher UID, of equal UIDs the folder that comes first. */
  #isBefore(a: number, i: number, b: number, j: number): boolean {
    const [one, other] = [this.#orders[a] as Order, this.#orders[b] as Order];
    const dates = (other.dates[j] as number) - (one.dates[i] as number);
    if (dates !== 0) return dates < 0;
    const uids = (other.uids[j] as number) - (one.uids[i] as number);
    return uids < 0;
  }
}
