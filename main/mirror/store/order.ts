/** The order of a folder's shown rows: newest first, the higher UID first where dates are equal. */
import { isShown } from './flag-page.ts';
import type { Spine } from './spine.ts';

/** Three columns of equal length. */
export interface Order {
  readonly uids: Uint32Array<ArrayBuffer>;
  readonly dates: Uint32Array<ArrayBuffer>;
  /** Number of the page that holds the row. */
  readonly pages: Uint32Array<ArrayBuffer>;
}

/** What became of single rows since an order was made, by UID: where it is shown now, or null if it is not. */
export type OrderChanges = ReadonlyMap<number, { date: number; page: number } | null>;

const emptyOrder = (length: number): Order => ({ uids: new Uint32Array(length), dates: new Uint32Array(length), pages: new Uint32Array(length) });

/** Of a folder that is yet to be made. */
export const NO_ROWS: Order = emptyOrder(0);

/** How many rows are newer than a date: the first of that date, or of an older one, stands there. */
export function rowsNewer({ dates }: Order, date: number): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dates[middle] as number) > date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The whole order anew. 100,000 rows take a few milliseconds: a radix sort, no comparisons. */
export function buildOrder(spine: Spine): Order {
  const rows = emptyOrder(spine.size);
  let count = 0;
  for (const page of spine.pages) {
    for (let i = 0; i < page.uids.length; i++) {
      if (!isShown(page.bits[i] as number)) continue;
      rows.uids[count] = page.uids[i] as number;
      rows.dates[count] = page.dates[i] as number;
      rows.pages[count] = page.page;
      count++;
    }
  }
  let slots: Uint32Array = new Uint32Array(count);
  for (let i = 0; i < count; i++) slots[i] = i;
  slots = radixSort(slots, rows.uids);
  slots = radixSort(slots, rows.dates);
  const order = emptyOrder(count);
  for (let i = 0; i < count; i++) {
    const slot = slots[count - 1 - i] as number;
    order.uids[i] = rows.uids[slot] as number;
    order.dates[i] = rows.dates[slot] as number;
    order.pages[i] = rows.pages[slot] as number;
  }
  return order;
}

/** The order after single changes: one pass over the old one, only the new rows are sorted. */
export function mergeOrder(order: Order, changes: OrderChanges): Order {
  const added = [...changes].flatMap(([uid, place]) => (place ? [{ uid, ...place }] : []));
  added.sort((a, b) => b.date - a.date || b.uid - a.uid);
  const out = emptyOrder(order.uids.length + added.length);
  let count = 0;
  let next = 0;
  const put = (uid: number, date: number, page: number): void => {
    out.uids[count] = uid;
    out.dates[count] = date;
    out.pages[count] = page;
    count++;
  };
  for (let i = 0; i < order.uids.length; i++) {
    const uid = order.uids[i] as number;
    const date = order.dates[i] as number;
    for (let row = added[next]; row && (row.date > date || (row.date === date && row.uid >= uid)); row = added[++next]) put(row.uid, row.date, row.page);
    if (!changes.has(uid)) put(uid, date, order.pages[i] as number);
  }
  for (let row = added[next]; row; row = added[++next]) put(row.uid, row.date, row.page);
  return { uids: out.uids.slice(0, count), dates: out.dates.slice(0, count), pages: out.pages.slice(0, count) };
}

/** Stable, ascending by `keys[slot]`, 11 bits a pass; a pass in which all keys agree is left out. Plain loops: this often runs once, before any optimiser. */
export function radixSort(slots: Uint32Array, keys: Uint32Array): Uint32Array {
  const count = slots.length;
  // UIDs come as they are, and much mail came in the order it was written.
  let inOrder = 1;
  while (inOrder < count && (keys[slots[inOrder - 1] as number] as number) <= (keys[slots[inOrder] as number] as number)) inOrder++;
  if (inOrder >= count) return slots;
  let from = slots;
  let to: Uint32Array = new Uint32Array(count);
  for (let shift = 0; shift < 32; shift += 11) {
    const starts = new Uint32Array(2049);
    for (let i = 0; i < count; i++) {
      const bucket = (((keys[i] as number) >>> shift) & 2047) + 1;
      starts[bucket] = (starts[bucket] as number) + 1;
    }
    if (starts.includes(count, 1)) continue;
    for (let i = 1; i < 2049; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
    for (let i = 0; i < count; i++) {
      const slot = from[i] as number;
      const bucket = ((keys[slot] as number) >>> shift) & 2047;
      const at = starts[bucket] as number;
      to[at] = slot;
      starts[bucket] = at + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
