/** A range whose rows are not all loaded. Rows come and go where nobody sees them, so an end is the message it is and not the place where it was. Pure. */
import type { MessageId } from '../../../shared/ids.ts';

export interface RangeEnds {
  /** Where it starts, and the place it was last seen at. */
  readonly anchor: { readonly id: MessageId; readonly index: number };
  /** Where it ends; its message if it is loaded. */
  readonly to: { readonly id: MessageId | null; readonly index: number };
}

/** By so many places the anchor may have moved away from the other end since it was seen. */
const SLACK = 500;

/** What to ask for so that both ends are in it. */
export const stretchFor = ({ anchor, to }: RangeEnds): { readonly first: number; readonly end: number } =>
  (to.index < anchor.index ? { first: to.index, end: anchor.index + SLACK + 1 } : { first: Math.max(0, anchor.index - SLACK), end: to.index + 1 });

/** Of the rows that were asked for, in their order, those from one end to the other; null while the anchor is not among them. */
export function rangeAmong(rows: readonly (readonly MessageId[])[], { anchor, to }: RangeEnds): readonly (readonly MessageId[])[] | null {
  const placeOf = (id: MessageId): number => rows.findIndex((own) => own.includes(id));
  const from = placeOf(anchor.id);
  if (from < 0) return null;
  const goesUp = to.index < anchor.index;
  const other = to.id === null ? -1 : placeOf(to.id);
  const end = other >= 0 ? other : goesUp ? 0 : rows.length - 1;
  return rows.slice(Math.min(from, end), Math.max(from, end) + 1);
}
