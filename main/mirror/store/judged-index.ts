/** Rows of several folders that are judged worth it, by key, then newest first. */
import type { ListIndex } from './list-index.ts';
import { radixSort } from './order.ts';
import type { FlagPage } from './schema.ts';
import type { Spine } from './spine.ts';

/** Which rows, and their keys. */
export interface Judge {
  /** Rows of which these bits are otherwise are left out. */
  mask: number;
  value: number;
  /** The key of a row of the page, or -1 if it is left out; null, or undefined of a page: 0 for all. Pages are asked about one after another. */
  page: ((source: number, page: FlagPage) => ((index: number) => number) | undefined) | null;
}

interface Columns { sources: Uint16Array; uids: Uint32Array; dates: Uint32Array; pages: Uint32Array; keys: Uint32Array }
const columnsOf = (length: number): Columns => ({ sources: new Uint16Array(length), uids: new Uint32Array(length), dates: new Uint32Array(length), pages: new Uint32Array(length), keys: new Uint32Array(length) });

/** Rows that are judged worth it, sorted: 100,000 take some 10 ms, no comparisons. */
export class JudgedIndex implements ListIndex {
  readonly length: number;
  readonly #columns: Columns;

  constructor(spines: readonly Spine[], judge: Judge) {
    const { columns, length } = gathered(spines, judge);
    let slots: Uint32Array = new Uint32Array(length);
    for (let i = 0; i < length; i++) slots[i] = i;
    for (const column of [columns.uids, columns.dates, columns.keys]) slots = radixSort(slots, column);
    this.length = length;
    this.#columns = columnsOf(length);
    for (const name of ['sources', 'uids', 'dates', 'pages'] as const) pick(columns[name], slots, this.#columns[name]);
    for (let i = 0; i < length; i++) this.#columns.keys[i] = 0xffff_ffff - (columns.keys[slots[length - 1 - i] as number] as number);
  }

  sourceAt(at: number): number { return this.#columns.sources[at] as number; }
  uidAt(at: number): number { return this.#columns.uids[at] as number; }
  pageAt(at: number): number { return this.#columns.pages[at] as number; }
  dateAt(at: number): number { return this.#columns.dates[at] as number; }
  keyAt(at: number): number { return this.#columns.keys[at] as number; }
}

/** Backwards. */
function pick(from: Uint16Array | Uint32Array, slots: Uint32Array, to: Uint16Array | Uint32Array): void {
  const length = to.length;
  for (let i = 0; i < length; i++) to[i] = from[slots[length - 1 - i] as number] as number;
}

/** In such an order that sorting stably and reading backwards leaves folders in theirs. Plain loops: this often runs once, before any optimiser. */
function gathered(spines: readonly Spine[], { mask, value, page: pageJudge }: Judge): { columns: Columns; length: number } {
  const columns = columnsOf(spines.reduce((sum, { size }) => sum + size, 0));
  const { sources, uids, dates, pages, keys } = columns;
  let length = 0;
  for (let source = spines.length - 1; source >= 0; source--) {
    for (const page of (spines[source] as Spine).pages) {
      const keyOf = pageJudge?.(source, page);
      const { bits } = page;
      for (let i = 0; i < bits.length; i++) {
        if (((bits[i] as number) & mask) !== value) continue;
        const key = keyOf ? keyOf(i) : 0;
        if (key < 0) continue;
        sources[length] = source;
        uids[length] = page.uids[i] as number;
        dates[length] = page.dates[i] as number;
        pages[length] = page.page;
        keys[length] = 0xffff_ffff - key;
        length++;
      }
    }
  }
  // Sorted is only what is there.
  for (const name of ['uids', 'dates', 'keys'] as const) columns[name] = columns[name].subarray(0, length);
  return { columns, length };
}
