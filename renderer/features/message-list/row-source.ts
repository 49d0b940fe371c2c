/** What a list of messages is drawn from: a loaded stretch of a longer list. */
import type { MessageId } from '../../../shared/ids.ts';
import { placeIn, type ListRow } from './list-row.ts';
import type { Range } from './window-plan.ts';

export interface RowSource {
  /** Names the list; another key is another list and starts at the top. */
  readonly key: string;
  readonly total: number;
  /** Index of rows[0]. */
  readonly from: number;
  readonly rows: readonly ListRow[];
  /** Nothing is known yet, not even that the list is empty. */
  readonly isLoading: boolean;
  /** Told which rows are in sight. */
  readonly onRange?: (range: Range) => void;
}

/** Index in the whole list; -1 if the message is not in the loaded stretch. */
export function indexIn(source: RowSource, id: MessageId | null): number {
  const place = placeIn(source.rows, id);
  return place < 0 ? -1 : source.from + place;
}
