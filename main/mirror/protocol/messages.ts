/** The conversation between main process and mirror process. */
import type { FailureCode } from '../../../shared/failure.ts';
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { Batch, Changes } from './batch.ts';
import type { BodyRecord, FolderRecord } from './records.ts';

/** Version of this conversation; a mirror of another version is not used. */
export const MIRROR_PROTOCOL = 1;

/** What can be asked, by name: [question, answer]. */
export interface Queries {
  folders: [{ accountId?: AccountId }, FolderRecord[]];
  window: [{ folderId: FolderId; from: number; count: number }, WindowAnswer];
  /** Hidden rows included: their bits say so. */
  rows: [{ folderId: FolderId; uids: number[] }, RowsAnswer];
  /** Every UID of a folder with its bits, ascending UID; hidden ones included. Uint32 and Uint16, little-endian. */
  spine: [{ folderId: FolderId }, { uids: Uint8Array; flags: Uint8Array }];
  /** Null if not kept, or kept under another UIDVALIDITY. */
  body: [{ folderId: FolderId; uid: number }, BodyRecord | null];
  storage: [Record<string, never>, { usage: number; quota: number }];
}
export type QueryName = keyof Queries;

/** One row for display: summary blob row, flags and preview joined by the store. */
export interface RowAnswer {
  /** A SummaryRow, parsed. */
  summary: unknown;
  flags: number;
  keywords: string[];
  preview: string | null;
}
export interface WindowAnswer { total: number; unread: number; from: number; uidValidity: number; rows: RowAnswer[] }
/** In the order asked; unknown UIDs are left out. */
export interface RowsAnswer { uidValidity: number; rows: RowAnswer[] }

export type ToMirror =
  | { kind: 'batch'; id: number; batch: Batch }
  | { kind: 'query'; id: number; name: QueryName; question: unknown }
  /** Deletes every database of the mirror and starts empty. */
  | { kind: 'wipe'; id: number };

export type FromMirror =
  /** First message. `state` says whether the database could be opened as it was. */
  | { kind: 'hello'; protocol: number; state: 'kept' | 'empty' | 'set-aside' }
  | { kind: 'done'; id: number; changes: Changes }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'error'; id: number; code: FailureCode; message: string; /** Database closed or failing: nothing further will work until a new line. */ fatal: boolean }
  | { kind: 'failing'; message: string };
