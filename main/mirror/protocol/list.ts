/** Questions about lists: several folders as one, in any order, through a filter. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Filter, Sort } from '../../../shared/model/view.ts';
import type { RowAnswer, ThreadSummary } from './row-answer.ts';

export interface ListQuestion {
  /** At most 65,535. Of several those that are not here are left out. `lone`, where there is `only`: of this folder no more than messages that lie in no other of the account. */
  folders: { folderId: FolderId; lone?: true }[];
  /** Only these are in the view at all. */
  only?: 'unread' | 'flagged';
  sort: Sort;
  filter: Filter;
  /** Whom `filter.contacts` lets through: hashes as protocol/person makes them, ascending, little-endian Uint32 each. */
  people?: Uint8Array;
}

/** Rows that are judged by the flags they had, not by those of now: they stay where they are on screen. */
export interface KeptRows { folderId: FolderId; uids: number[]; flags: number[] }

export interface ListWindowQuestion extends ListQuestion { kept?: KeptRows[]; from: number; count: number }

/** `flags` are those of now. */
export type ListRow = RowAnswer & { folderId: FolderId };

export interface ListAnswer {
  /** All of the view, and the unread among them. */
  total: number;
  unread: number;
  /** Those the filter lets through. */
  matching: number;
  from: number;
  /** False while summaries have to be gone through: `prepareList` does it. Until then a list by what is in them is newest first, a filter lets through what is known to pass, and of a `lone` folder nothing is there. */
  complete: boolean;
  folders: { folderId: FolderId; uidValidity: number }[];
  rows: ListRow[];
}

/** Sorted as `list`; `from`, `subject` and `size` are those of the newest message. A conversation with a row of `kept` passes the filter. */
export type ThreadListQuestion = ListWindowQuestion;

/** `total`, `matching`: conversations. While not `complete` they may be too high. */
export interface ThreadListAnswer extends Omit<ListAnswer, 'rows'> { threads: (ThreadSummary & { folderId: FolderId })[] }
