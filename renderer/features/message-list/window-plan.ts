/** Which rows are in sight, which to ask for, and where to scroll: plain arithmetic over rows of one height. */

export interface Range {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Rows that a viewport touches, plus `overscan` on either side. */
export function visibleRange(scrollTop: number, height: number, rowHeight: number, total: number, overscan: number): Range {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + overscan);
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

/** The scroll position that brings row `index` into sight with the least movement; `scrollTop` itself if it is. */
export function scrollToShow(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return Math.max(0, top + rowHeight - height);
  return scrollTop;
}

/**
 * Where to scroll so that what the reader looks at stays put when the list changed around it.
 * `seen` are the ids in sight before, top first, `seenFirst` the index of the first of them; `indexOf` finds an id now, -1 if gone.
 */
export function anchoredScroll(scrollTop: number, rowHeight: number, seen: readonly string[], seenFirst: number, indexOf: (id: string) => number): number {
  if (scrollTop <= 0) return scrollTop;
  for (const [offset, id] of seen.entries()) {
    const now = indexOf(id);
    if (now >= 0) return Math.max(0, scrollTop + (now - seenFirst - offset) * rowHeight);
  }
  return scrollTop;
}
