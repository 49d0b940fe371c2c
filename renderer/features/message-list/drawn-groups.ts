/** The rows that are drawn, by the group they belong to. Pure. */
import type { DateGroup } from '../../../shared/text/date-group.ts';
import { hasHeading, topOf, type RowLayout } from './row-layout.ts';
import type { Groups } from './use-groups.ts';

export interface DrawnGroup {
  readonly key: string;
  /** Null for rows that have not arrived. */
  readonly group: DateGroup | null;
  /** Upper edge of the heading between the rows; null where it is out of sight, or is the fixed one over the list. */
  readonly headingTop: number | null;
  readonly members: readonly number[];
}

/** `indexes` ascend. A group is the same element for as long as rows of it are drawn. */
export function drawGroups(indexes: readonly number[], { groupAt }: Pick<Groups, 'groupAt'>, layout: RowLayout): readonly DrawnGroup[] {
  const drawn = new Map<string, { group: DateGroup | null; headingTop: number | null; members: number[] }>();
  for (const index of indexes) {
    const group = groupAt(index);
    const key = group ?? 'loading';
    const entry = drawn.get(key) ?? { group, headingTop: null, members: [] };
    if (group !== null && hasHeading(layout, index)) entry.headingTop = topOf(layout, index) - layout.headingHeight;
    entry.members.push(index);
    drawn.set(key, entry);
  }
  return [...drawn].map(([key, entry]) => ({ key, ...entry }));
}
