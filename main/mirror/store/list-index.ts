/** Rows of several folders in one order: by key, then newest first, the higher UID first where dates are equal, and folders in their order. */

export interface ListIndex {
  readonly length: number;
  sourceAt(at: number): number;
  uidAt(at: number): number;
  pageAt(at: number): number;
  dateAt(at: number): number;
  /** Ascending. */
  keyAt(at: number): number;
}

/** A row by what decides its place; guests have no UID and stand before rows of the same date. */
export interface RowPoint { key: number; date: number; uid: number; source: number }

const compare = (a: RowPoint, b: RowPoint): number => a.key - b.key || b.date - a.date || (a.uid === b.uid ? a.source - b.source : b.uid - a.uid);

const pointAt = (index: ListIndex, at: number): RowPoint => ({ key: index.keyAt(at), date: index.dateAt(at), uid: index.uidAt(at), source: index.sourceAt(at) });

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
  return at < index.length && index.uidAt(at) === uid && index.sourceAt(at) === source;
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
