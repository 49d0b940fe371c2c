/** Scrolling over rows: what is in sight, and staying put while the list changes around it. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { placeIn } from './list-row.ts';
import { topOf, type RowLayout } from './row-layout.ts';
import type { RowSource } from './row-source.ts';
import { anchoredScroll, visibleRange, type Range, type SeenRow } from './window-plan.ts';
import type { MessageId } from '../../../shared/ids.ts';

const OVERSCAN = 6;
/** Rows are drawn in steps, so that not every row that comes into sight draws the grid. */
const STEP = 4;
const MOST_SLIDING = 3;

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows to draw. */
  readonly range: Range;
  readonly onScroll: () => void;
}

export interface RowWindowInput {
  readonly source: RowSource;
  readonly layout: RowLayout;
  /** What covers the upper edge of the scroller. */
  readonly covered: number;
  /** Keeps the scroll position of a list by its key while another list is shown. */
  readonly memory: Map<string, number>;
  readonly onFirst: (index: number) => void;
}

export function useRowWindow({ source, layout, covered, memory, onFirst }: RowWindowInput): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useRef<readonly SeenRow[]>([]);
  const toRestore = useRef<number | null>(memory.get(source.key) ?? null);
  const heightBefore = useRef(layout.rowHeight);
  const [range, setRange] = useState<Range>({ first: 0, end: Math.min(source.total, 20) });
  const { key, total, from, rows, onRange } = source;

  const measure = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const { scrollTop } = box;
    const height = Math.max(0, box.clientHeight - covered);
    const inSight = visibleRange(scrollTop, height, layout, total, 0);
    const first = Math.max(inSight.first, from);
    seen.current = rows.slice(first - from, Math.max(0, inSight.end - from)).map(({ id }, offset) => ({ id, top: topOf(layout, first + offset) }));
    onFirst(inSight.first);
    if (total > 0) {
      memory.set(key, scrollTop);
      onRange?.(inSight);
    }
    const drawn = { first: Math.max(0, Math.floor((inSight.first - OVERSCAN) / STEP) * STEP), end: Math.min(total, Math.ceil((inSight.end + OVERSCAN) / STEP) * STEP) };
    setRange((old) => (old.first === drawn.first && old.end === drawn.end ? old : drawn));
  }, [key, total, from, rows, onRange, layout, covered, memory, onFirst]);

  // Before the paint: first put the view where it was, then see what it shows.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (toRestore.current !== null && total > 0) {
      box.scrollTop = toRestore.current;
      toRestore.current = null;
    } else if (heightBefore.current !== layout.rowHeight) {
      box.scrollTop = (box.scrollTop / heightBefore.current) * layout.rowHeight;
    } else {
      const topNow = (id: string): number | null => {
        const place = placeIn(rows, id as MessageId);
        return place < 0 ? null : topOf(layout, from + place);
      };
      const { scrollTop } = box;
      const next = anchoredScroll(scrollTop, seen.current, topNow);
      if (next !== scrollTop) box.scrollTop = next;
      const top = seen.current[0];
      if (scrollTop <= 0 && top) slideIn(box, (topNow(top.id) ?? top.top) - top.top, layout.rowHeight);
    }
    heightBefore.current = layout.rowHeight;
    measure();
  }, [measure, rows, from, total, layout]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [measure]);

  return { scroller, range, onScroll: measure };
}

/** Rows that have come at the very top push the others down, gently; many at once are simply there. */
function slideIn(box: HTMLElement, height: number, rowHeight: number): void {
  if (height <= 0 || height > MOST_SLIDING * rowHeight || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  box.lastElementChild?.animate([{ transform: `translateY(${-height}px)` }, { transform: 'none' }], { duration: 160, easing: 'ease-out' });
}
