/** What every way of finding out what changed answers. */
import type { FlagChanges } from './flag-changes.ts';

export interface Answer {
  changes: FlagChanges;
  /** Known messages that are said to be gone, ascending. Believed only where the counts agree. */
  gone: number[];
  /** Something can be gone that is not in `gone`, and only a list of all UIDs tells. */
  list: boolean;
}
