/** Rows as the mirror answers them: of messages, and of conversations. */
import type { FolderId } from '../../../shared/ids.ts';
import type { RowPlace } from './guest.ts';

/** As in a MessageId. */
export interface MessageName { uidValidity: number; uid: number }

/** One row for display: summary blob row, flags and preview joined by the store. */
export interface RowAnswer {
  /** A SummaryRow, parsed. */
  summary: unknown;
  flags: number;
  keywords: string[];
  preview: string | null;
  /** What it is called, if it has another UID now. */
  name?: MessageName;
  /** What it is called, if the server does not have it here yet. */
  at?: RowPlace;
}

export interface ThreadSummary {
  newest: RowAnswer;
  /** Messages shown in the folder asked for, newest first, at most 1000; `count` and `unread` are of all of them there. */
  uids: number[];
  /** What those are called that have another UID now, by the UID of now. */
  names?: Record<number, MessageName>;
  /** Further ones in other folders of the list, and those on their way to it, as they are called. */
  beside?: (MessageName & { folderId: FolderId })[];
  count: number;
  unread: number;
  /** Messages in all folders, copies, Trash and Junk left out; what follows is of those. */
  total: number;
  flagged: boolean;
  draft: boolean;
  attached: boolean;
  keywords: string[];
  /** Who wrote, in the order they came in: [name, address, 1 if something of theirs is unread]. Some may be missing in a long one. */
  people: [name: string, address: string, unread: 0 | 1][];
}
