/** Scrolling over rows: what is in sight, and staying put while the list changes around it. */
import { startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { placeIn } from './list-row.ts';
import { topOf, type RowLayout } from './row-layout.ts';
import type { RowSource } from './row-source.ts';
import { anchoredScroll, visibleRange, type Range, type SeenRow } from './window-plan.ts';
import type { MessageId } from '../../../shared/ids.ts';

const OVERSCAN = 6;
/** Rows are drawn in steps, so that not every row that comes into sight draws the grid. */
const STEP = 4;
const MOST_SLIDING = 3;
/** Milliseconds: what lies above and below a new list is drawn once the list itself is on screen. */
const SOON = 60;

/** What a scroller told last: to ask it again in the middle of a change makes Chromium lay out the window once more. */
interface Scrolled { top: number; height: number }

/** Of the last list that was measured: the next one is most probably as high. Before the first, as much as the window has, read while nothing of it is laid out. */
let usualHeight = typeof innerHeight === 'number' && innerHeight > 0 ? innerHeight : 800;

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows to draw. */
  readonly range: Range;
  readonly onScroll: () => void;
  /** As of the last event. */
  readonly scrolled: RefObject<Readonly<Scrolled>>;
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

/** What a list shows first, where its height is known. */
export const firstInSight = ({ source: { key, total }, layout, covered, memory }: Omit<RowWindowInput, 'onFirst'>): Range =>
  visibleRange(memory.get(key) ?? 0, Math.max(0, usualHeight - covered), layout, total, 0);

export function useRowWindow(input: RowWindowInput): RowWindow {
  const { source, layout, covered, memory, onFirst } = input;
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useRef<readonly SeenRow[]>([]);
  const toRestore = useRef<number | null>(memory.get(source.key) || null);
  const heightBefore = useRef(layout.rowHeight);
  const scrolled = useRef<Scrolled>({ top: 0, height: usualHeight });
  const [range, setRange] = useState<Range>(() => firstInSight(input));
  /** Drawn with what lies around it. */
  const isWide = useRef(false);
  const { key, total, from, rows, onRange } = source;

  const see = useCallback(() => {
    const { top: scrollTop, height } = scrolled.current;
    const inSight = visibleRange(scrollTop, Math.max(0, height - covered), layout, total, 0);
    const first = Math.max(inSight.first, from);
    seen.current = rows.slice(first - from, Math.max(0, inSight.end - from)).map(({ id }, offset) => ({ id, top: topOf(layout, first + offset) }));
    onFirst(inSight.first);
    if (total > 0) {
      memory.set(key, scrollTop);
      onRange?.(inSight);
    }
    setRange((old) => {
      const isEnough = !isWide.current && old.first <= inSight.first && old.end >= inSight.end && old.end <= total;
      const next = isEnough ? old : isWide.current ? around(inSight, total) : inSight;
      return old.first === next.first && old.end === next.end ? old : next;
    });
  }, [key, total, from, rows, onRange, layout, covered, memory, onFirst]);
  const newest = useRef(see);

  const measure = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const height = box.clientHeight;
    // Hidden it has none, and shows nothing.
    if (height === 0) return;
    scrolled.current = { top: box.scrollTop, height };
    usualHeight = height;
    newest.current();
  }, []);

  const onScroll = useCallback(() => {
    // Where the list put itself it has looked already.
    if (scroller.current?.scrollTop === scrolled.current.top) return;
    isWide.current = true;
    measure();
  }, [measure]);

  // Before the paint: first put the view where it was, then see what it shows.
  useLayoutEffect(() => {
    newest.current = see;
    const box = scroller.current;
    if (!box) return;
    const topNow = (id: string): number | null => {
      const place = placeIn(rows, id as MessageId);
      return place < 0 ? null : topOf(layout, from + place);
    };
    if (toRestore.current !== null && total > 0) {
      box.scrollTop = toRestore.current;
      toRestore.current = null;
      measure();
    } else if (heightBefore.current !== layout.rowHeight) {
      box.scrollTop = (box.scrollTop / heightBefore.current) * layout.rowHeight;
      measure();
    } else if (seen.current.some(({ id, top }) => topNow(id) !== top)) {
      const { scrollTop } = box;
      const next = anchoredScroll(scrollTop, seen.current, topNow);
      if (next !== scrollTop) box.scrollTop = next;
      const top = seen.current[0];
      if (scrollTop <= 0 && top) slideIn(box, (topNow(top.id) ?? top.top) - top.top, layout.rowHeight);
      measure();
    } else {
      see();
    }
    heightBefore.current = layout.rowHeight;
  }, [see, measure, rows, from, total, layout]);

  // Tells the height of a new list, too: once it is laid out, and before it is painted.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [measure]);

  useEffect(() => {
    const timer = setTimeout(() => {
      isWide.current = true;
      startTransition(() => newest.current());
    }, SOON);
    return () => clearTimeout(timer);
  }, []);

  return { scroller, range, onScroll, scrolled };
}

function around({ first, end }: Range, total: number): Range {
  return { first: Math.max(0, Math.floor((first - OVERSCAN) / STEP) * STEP), end: Math.min(total, Math.ceil((end + OVERSCAN) / STEP) * STEP) };
}

/** Rows that have come at the very top push the others down, gently; many at once are simply there. */
function slideIn(box: HTMLElement, height: number, rowHeight: number): void {
  if (height <= 0 || height > MOST_SLIDING * rowHeight || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  box.lastElementChild?.animate([{ transform: `translateY(${-height}px)` }, { transform: 'none' }], { duration: 160, easing: 'ease-out' });
}
