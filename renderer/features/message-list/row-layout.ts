/** Where rows of one height lie when some have a heading above them: plain arithmetic. The heading of the first row is the fixed one over the list. */

export interface RowLayout {
  readonly rowHeight: number;
  readonly headingHeight: number;
  /** Rows that begin a group, ascending, without the first of the list. */
  readonly starts: readonly number[];
}

/** How many of `starts` are at or before `index`. */
function headingsUpTo(starts: readonly number[], index: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The upper edge of a row, below its heading. */
export const topOf = ({ rowHeight, headingHeight, starts }: RowLayout, index: number): number => index * rowHeight + headingsUpTo(starts, index) * headingHeight;

export const heightOf = (layout: RowLayout, total: number): number => (total === 0 ? 0 : topOf(layout, total - 1) + layout.rowHeight);

export const hasHeading = ({ starts }: RowLayout, index: number): boolean => starts[headingsUpTo(starts, index) - 1] === index;

/** The row at a height; a heading belongs to the row below it. */
export function indexAt({ rowHeight, headingHeight, starts }: RowLayout, y: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! * rowHeight + middle * headingHeight <= y) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return Math.max(0, Math.floor(y / rowHeight));
  const start = starts[low - 1]!;
  return start + Math.max(0, Math.floor((y - start * rowHeight - low * headingHeight) / rowHeight));
}

/**
 * The starts known after a stretch of the list has arrived: those inside it are replaced, those outside are kept, moved by what was put in or taken out above.
 * `begins` tells of each row of the stretch but its first whether it begins a group.
 */
export function learnStarts(known: readonly number[], moved: number, from: number, begins: readonly boolean[], total: number): readonly number[] {
  const end = from + begins.length;
  const outside = known.map((start) => start + moved).filter((start) => start > 0 && start < total && (start <= from || start >= end));
  const inside = begins.flatMap((one, offset) => (one && offset > 0 ? [from + offset] : []));
  const next = [...outside, ...inside].sort((a, b) => a - b);
  return next.length === known.length && next.every((start, at) => start === known[at]) ? known : next;
}
