/** Rows of several folders in one order: by key, then newest first, the higher UID first where dates are equal, and folders in their order. */
import type { FlagPage } from './schema.ts';
import { radixSort, type Order } from './order.ts';
import type { Spine } from './spine.ts';

/** Columns of equal length. */
export interface ListIndex {
  readonly length: number;
  /** Null: all of the first. */
  readonly sources: Uint16Array | null;
  readonly uids: Uint32Array;
  readonly dates: Uint32Array;
  readonly pages: Uint32Array;
  /** Ascending; null: all are equal. */
  readonly keys: Uint32Array | null;
}

/** A row by what decides its place; guests have no UID and stand before rows of the same date. */
export interface RowPoint { key: number; date: number; uid: number; source: number }

/** The key of a row, or -1 if it is left out. Pages are asked about one after another. */
export type Judge = (source: number, page: FlagPage) => (index: number) => number;

/** Newest first, all rows: a merge of what is sorted already. */
export function mergedIndex(orders: readonly Order[]): ListIndex {
  const [first] = orders;
  if (orders.length === 1 && first) return { length: first.uids.length, sources: null, ...first, keys: null };
  const length = orders.reduce((sum, { uids }) => sum + uids.length, 0);
  const out = { length, sources: new Uint16Array(length), uids: new Uint32Array(length), dates: new Uint32Array(length), pages: new Uint32Array(length), keys: null };
  // Two by two would copy more; few folders have the newest of what is left, so the others are passed over by a heap.
  const heads = new Uint32Array(orders.length);
  const heap = orders.flatMap(({ uids }, source) => (uids.length > 0 ? [source] : []));
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [orders[a] as Order, orders[b] as Order];
    const [i, j] = [heads[a] as number, heads[b] as number];
    const dates = (other.dates[j] as number) - (one.dates[i] as number);
    if (dates !== 0) return dates < 0;
    const uids = (other.uids[j] as number) - (one.uids[i] as number);
    return uids !== 0 ? uids < 0 : a < b;
  };
  const sink = (at: number): void => {
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isBefore(heap[child] as number, heap[least] as number)) least = child;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least] as number, heap[at] as number];
      at = least;
    }
  };
  for (let at = heap.length >> 1; at >= 0; at--) sink(at);
  for (let at = 0; at < length; at++) {
    const source = heap[0] as number;
    const order = orders[source] as Order;
    const head = heads[source] as number;
    out.sources[at] = source;
    out.uids[at] = order.uids[head] as number;
    out.dates[at] = order.dates[head] as number;
    out.pages[at] = order.pages[head] as number;
    heads[source] = head + 1;
    if (head + 1 === order.uids.length) {
      const last = heap.pop() as number;
      if (heap.length > 0 && last !== source) heap[0] = last;
    }
    sink(0);
  }
  return out;
}

/** Rows that are judged worth it, sorted: 100,000 take some 15 ms, no comparisons. */
export function judgedIndex(spines: readonly Spine[], judge: Judge): ListIndex {
  const most = spines.reduce((sum, { size }) => sum + size, 0);
  const rows = { sources: new Uint16Array(most), uids: new Uint32Array(most), dates: new Uint32Array(most), pages: new Uint32Array(most), keys: new Uint32Array(most) };
  let length = 0;
  // Read backwards in the end.
  for (let source = spines.length - 1; source >= 0; source--) {
    for (const page of (spines[source] as Spine).pages) {
      const keyOf = judge(source, page);
      for (let i = 0; i < page.uids.length; i++) {
        const key = keyOf(i);
        if (key < 0) continue;
        rows.sources[length] = source;
        rows.uids[length] = page.uids[i] as number;
        rows.dates[length] = page.dates[i] as number;
        rows.pages[length] = page.page;
        rows.keys[length] = 0xffff_ffff - key;
        length++;
      }
    }
  }
  let slots: Uint32Array = new Uint32Array(length);
  for (let i = 0; i < length; i++) slots[i] = i;
  for (const column of [rows.uids, rows.dates, rows.keys]) slots = radixSort(slots, column);
  const out = { length, sources: new Uint16Array(length), uids: new Uint32Array(length), dates: new Uint32Array(length), pages: new Uint32Array(length), keys: new Uint32Array(length) };
  for (let i = 0; i < length; i++) {
    const slot = slots[length - 1 - i] as number;
    out.sources[i] = rows.sources[slot] as number;
    out.uids[i] = rows.uids[slot] as number;
    out.dates[i] = rows.dates[slot] as number;
    out.pages[i] = rows.pages[slot] as number;
    out.keys[i] = 0xffff_ffff - (rows.keys[slot] as number);
  }
  return out;
}

const compare = (a: RowPoint, b: RowPoint): number => a.key - b.key || b.date - a.date || (a.uid === b.uid ? a.source - b.source : b.uid - a.uid);

const pointAt = ({ keys, dates, uids, sources }: ListIndex, at: number): RowPoint =>
  ({ key: keys?.[at] ?? 0, date: dates[at] as number, uid: uids[at] as number, source: sources?.[at] ?? 0 });

/** Where it is, or would be. */
export function placeIn(index: ListIndex, point: RowPoint): number {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(pointAt(index, middle), point) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function isIn(index: ListIndex, at: number, { uid, source }: Pick<RowPoint, 'uid' | 'source'>): boolean {
  return at < index.length && index.uids[at] === uid && (index.sources?.[at] ?? 0) === source;
}

/** A row that stands in the list though it is not in the index. */
export interface Extra extends RowPoint { before: number }

/** What stands at `start` to `end` of the index without some of its rows and with others: places in it, or extras. `without` ascending. */
export function stretch<E extends Extra>({ length }: Pick<ListIndex, 'length'>, without: readonly number[], extras: readonly E[], start: number, end: number): (number | E)[] {
  const sorted = [...extras].sort((a, b) => a.before - b.before || compare(a, b));
  const out: (number | E)[] = [];
  let [own, at, w, e] = [0, 0, 0, 0];
  while (at < end) {
    const next = Math.min(without[w] ?? length, sorted[e]?.before ?? length);
    const skipped = Math.max(0, Math.min(start - at, next - own));
    own += skipped;
    at += skipped;
    for (; own < next && at < end; at++) out.push(own++);
    if (at >= end) break;
    const extra = sorted[e];
    if (extra?.before === own) {
      if (at >= start) out.push(extra);
      at++;
      e++;
    } else if (without[w] === own) {
      own++;
      w++;
    } else break;
  }
  return out;
}
