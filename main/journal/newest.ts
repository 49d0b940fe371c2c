/** What a journal keeps of what is over, whatever the clock says: one that was years ahead for an hour must not cost what was done a minute before. */

export interface Room {
  readonly entries: number;
  /** Characters as JSON, all together. */
  readonly size: number;
}

/** Of `entries`, oldest first, the newest that fit. What does not fit is left out, and does not keep out what is older. */
export function newest<T>(entries: readonly T[], { entries: most, size }: Room): ReadonlySet<T> {
  const kept = new Set<T>();
  let left = size;
  for (const entry of entries.toReversed()) {
    if (kept.size === most) break;
    const { length } = JSON.stringify(entry);
    if (length > left) continue;
    left -= length;
    kept.add(entry);
  }
  return kept;
}

/** Whether it is this long ago, or to come by as much: then one of the two clocks was wrong. All in milliseconds. */
export const isLongAgo = (at: number, now: number, time: number): boolean => Math.abs(now - at) > time;
