/** All flag pages of one folder in memory: finds a UID, never changes (a change makes a new spine around the same pages). */
import { positionOf } from './flag-page.ts';
import type { FlagPage } from './schema.ts';

export interface Place {
  page: FlagPage;
  index: number;
}

export class Spine {
  /** By first UID. Ranges rarely overlap, but a server may fill holes late. */
  readonly pages: readonly FlagPage[];
  readonly size: number;
  /** Highest UID of this and all earlier pages. */
  readonly #reach: Uint32Array;
  readonly #byNumber: ReadonlyMap<number, FlagPage>;

  constructor(pages: Iterable<FlagPage>) {
    const sorted = [...pages].filter((page) => page.uids.length > 0);
    sorted.sort((a, b) => (a.uids[0] as number) - (b.uids[0] as number));
    this.pages = sorted;
    this.#reach = new Uint32Array(sorted.length);
    let reach = 0;
    let size = 0;
    for (const [i, page] of sorted.entries()) {
      reach = Math.max(reach, page.uids.at(-1) as number);
      this.#reach[i] = reach;
      size += page.uids.length;
    }
    this.size = size;
    this.#byNumber = new Map(sorted.map((page) => [page.page, page]));
  }

  page(number: number): FlagPage | undefined {
    return this.#byNumber.get(number);
  }

  find(uid: number): Place | undefined {
    for (let i = this.#lastStartingAt(uid); i >= 0 && (this.#reach[i] as number) >= uid; i--) {
      const page = this.pages[i] as FlagPage;
      const index = positionOf(page.uids, uid);
      if (index >= 0) return { page, index };
    }
    return undefined;
  }

  /** Can any UID from `first` to `last` be here? False answers are certain. */
  overlaps(first: number, last: number): boolean {
    const i = this.#lastStartingAt(last);
    return i >= 0 && (this.#reach[i] as number) >= first;
  }

  /** With pages replaced or added; null removes. */
  with(changes: ReadonlyMap<number, FlagPage | null>): Spine {
    if (changes.size === 0) return this;
    const pages = new Map(this.#byNumber);
    for (const [number, page] of changes) {
      if (page) pages.set(number, page);
      else pages.delete(number);
    }
    return new Spine(pages.values());
  }

  #lastStartingAt(uid: number): number {
    let low = 0;
    let high = this.pages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.pages[middle] as FlagPage).uids[0] as number) <= uid) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Every UID ascending with its bits, hidden ones included, as bytes for the line. */
export function spineBytes(spine: Spine): { uids: Uint8Array; flags: Uint8Array } {
  const uids = new Uint32Array(spine.size);
  const bits = new Uint16Array(spine.size);
  let at = 0;
  let ascending = true;
  for (const page of spine.pages) {
    if (at > 0 && (page.uids[0] as number) < (uids[at - 1] as number)) ascending = false;
    uids.set(page.uids, at);
    bits.set(page.bits, at);
    at += page.uids.length;
  }
  if (ascending) return { uids: new Uint8Array(uids.buffer), flags: new Uint8Array(bits.buffer) };
  const order = Array.from(uids.keys()).sort((a, b) => (uids[a] as number) - (uids[b] as number));
  return {
    uids: new Uint8Array(Uint32Array.from(order, (i) => uids[i] as number).buffer),
    flags: new Uint8Array(Uint16Array.from(order, (i) => bits[i] as number).buffer),
  };
}
