/** The date groups of a list: which rows begin one, as far as rows were ever loaded, and what it is called. */
import { useMemo, useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { dateGrouping, monthWords, type DateGroup } from '../../../shared/text/date-group.ts';
import { learnStarts } from './row-layout.ts';
import { placeIn, type ListRow } from './list-row.ts';
import type { RowSource } from './row-source.ts';

export interface Groups {
  readonly starts: readonly number[];
  /** Null where the row is not loaded. */
  readonly groupAt: (index: number) => DateGroup | null;
}

interface Known { readonly rows: readonly ListRow[]; readonly from: number; readonly today: number; readonly starts: readonly number[] }

const NONE: Groups = { starts: [], groupAt: () => null };

/** Null where the list has no headings. */
export function useGroups({ rows, from, total }: RowSource, isGrouped: boolean, today: number): Groups | null {
  const groupOf = useMemo(() => dateGrouping(today), [today]);
  const learn = (before: Known): Known => {
    let last: DateGroup | null = null;
    const begins = rows.map(({ date }) => {
      const group = groupOf(date);
      const isOther = last !== null && group !== last;
      last = group;
      return isOther;
    });
    return { rows, from, today, starts: learnStarts(before.today === today ? before.starts : [], movedBy(before, rows, from), from, begins, total) };
  };
  const [known, setKnown] = useState<Known>(() => (isGrouped ? learn({ rows: [], from: 0, today, starts: [] }) : { rows: [], from: 0, today, starts: [] }));
  let { starts } = known;
  if (isGrouped && (known.rows !== rows || known.from !== from || known.today !== today)) {
    const next = learn(known);
    ({ starts } = next);
    setKnown(next);
  }
  return useMemo(() => {
    if (!isGrouped) return null;
    if (rows.length === 0) return NONE;
    return { starts, groupAt: (index) => { const row = rows[index - from]; return row ? groupOf(row.date) : null; } };
  }, [isGrouped, starts, rows, from, groupOf]);
}

/** By how many places rows that are in both have moved: most often by none, else by what came or went above. */
function movedBy(known: Known, rows: readonly ListRow[], from: number): number {
  const middle = known.rows[known.rows.length >> 1];
  const now = middle ? placeIn(rows, middle.id) : -1;
  return now < 0 ? 0 : from + now - (known.from + (known.rows.length >> 1));
}

export function groupName(group: DateGroup, today: number): string {
  switch (group) {
    case 'future': case 'today': case 'yesterday': case 'thisWeek': case 'lastWeek': return t(`list.group-${group}`);
    default: return monthWords(group, today);
  }
}
