/** Scrolling over rows of one height: what is in sight, and staying put while the list changes around it. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { RowSource } from './row-source.ts';
import { anchoredScroll, visibleRange, type Range } from './window-plan.ts';

const OVERSCAN = 6;

interface Seen { readonly ids: readonly string[]; readonly first: number }

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows to draw. */
  readonly range: Range;
  readonly onScroll: () => void;
}

/** `memory` keeps the scroll position of a list by its key while another list is shown. */
export function useRowWindow(source: RowSource, rowHeight: number, memory: Map<string, number>): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useRef<Seen>({ ids: [], first: 0 });
  const toRestore = useRef<number | null>(memory.get(source.key) ?? null);
  const heightBefore = useRef(rowHeight);
  const [range, setRange] = useState<Range>({ first: 0, end: Math.min(source.total, 20) });
  const { key, total, from, rows, onRange } = source;

  const measure = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const inSight = visibleRange(box.scrollTop, box.clientHeight, rowHeight, total, 0);
    seen.current = { first: Math.max(inSight.first, from), ids: rows.slice(Math.max(0, inSight.first - from), Math.max(0, inSight.end - from)).map((row) => row.id) };
    if (total > 0) {
      memory.set(key, box.scrollTop);
      onRange?.(inSight);
    }
    const drawn = visibleRange(box.scrollTop, box.clientHeight, rowHeight, total, OVERSCAN);
    setRange((old) => (old.first === drawn.first && old.end === drawn.end ? old : drawn));
  }, [key, total, from, rows, onRange, rowHeight, memory]);

  // Before the paint: first put the view where it was, then see what it shows.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (toRestore.current !== null && total > 0) {
      box.scrollTop = toRestore.current;
      toRestore.current = null;
    } else if (heightBefore.current !== rowHeight) {
      box.scrollTop = (box.scrollTop / heightBefore.current) * rowHeight;
    } else {
      const next = anchoredScroll(box.scrollTop, rowHeight, seen.current.ids, seen.current.first, (id) => {
        const index = rows.findIndex((row) => row.id === id);
        return index < 0 ? -1 : from + index;
      });
      if (next !== box.scrollTop) box.scrollTop = next;
    }
    heightBefore.current = rowHeight;
    measure();
  }, [measure, rows, from, total, rowHeight]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [measure]);

  return { scroller, range, onScroll: measure };
}
