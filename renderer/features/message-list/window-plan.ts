/** Which rows are in sight, which to ask for, and where to scroll: plain arithmetic. */
import { hasHeading, indexAt, topOf, type RowLayout } from './row-layout.ts';

export interface Range {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Rows that a viewport touches, plus `overscan` on either side. */
export function visibleRange(scrollTop: number, height: number, layout: RowLayout, total: number, overscan: number): Range {
  const first = Math.max(0, indexAt(layout, scrollTop) - overscan);
  const last = indexAt(layout, Math.max(scrollTop, scrollTop + height - 1));
  const end = Math.min(total, last + 1 + overscan);
  return { first: Math.min(first, total), end: Math.max(end, Math.min(first, total)) };
}

const STEP = 100;
const SPAN = 300;

/** The window to watch so that `visible` lies inside with room on both sides; `current` is kept as long as it still serves. */
export function planWindow(visible: Range, current: { from: number; count: number }): { from: number; count: number } {
  const margin = STEP / 2;
  const startIsNear = visible.first - margin < current.from && current.from > 0;
  const endIsNear = visible.end + margin > current.from + current.count;
  if (!startIsNear && !endIsNear) return current;
  const middle = (visible.first + visible.end) / 2;
  const from = Math.max(0, Math.round((middle - SPAN / 2) / STEP) * STEP);
  return from === current.from && current.count === SPAN ? current : { from, count: SPAN };
}

export const FIRST_WINDOW = { from: 0, count: SPAN } as const;

/** The scroll position that brings row `index` and its heading into sight with the least movement; `scrollTop` itself if they are. */
export function scrollToShow(index: number, scrollTop: number, height: number, layout: RowLayout): number {
  const top = topOf(layout, index);
  const above = hasHeading(layout, index) ? top - layout.headingHeight : top;
  if (above < scrollTop) return above;
  if (top + layout.rowHeight > scrollTop + height) return Math.max(0, top + layout.rowHeight - height);
  return scrollTop;
}

export interface SeenRow {
  readonly id: string;
  readonly top: number;
}

/**
 * Where to scroll so that what the reader looks at stays put when the list changed around it: by what most of the rows in sight were moved.
 * One that went elsewhere, to the top of its order say, takes nothing along. `topNow` is null for a row that is gone.
 */
export function anchoredScroll(scrollTop: number, seen: readonly SeenRow[], topNow: (id: string) => number | null): number {
  if (scrollTop <= 0) return scrollTop;
  const counts = new Map<number, number>();
  for (const { id, top } of seen) {
    const now = topNow(id);
    if (now !== null) counts.set(now - top, (counts.get(now - top) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, many], [b, more]) => more - many || Math.abs(a) - Math.abs(b));
  return best ? Math.max(0, scrollTop + best[0]) : scrollTop;
}
