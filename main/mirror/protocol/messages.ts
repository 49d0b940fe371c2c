/** The conversation between main process and mirror process. */
import type { FailureCode } from '../../../shared/failure.ts';
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { Words } from '../../../shared/words.ts';
import type { Batch, Changes } from './batch.ts';
import type { RowPlace } from './guest.ts';
import type { ListAnswer, ListQuestion, ListWindowQuestion, ThreadListAnswer, ThreadListQuestion } from './list.ts';
import type { BodyPackWrite, FolderRecord } from './records.ts';
import type { MessageName, RowAnswer, ThreadSummary } from './row-answer.ts';

export type { MessageName, RowAnswer, ThreadSummary };

/** Version of this conversation; a mirror of another version is not used. */
export const MIRROR_PROTOCOL = 2;

/** What can be asked, by name: [question, answer]. */
export interface Queries {
  folders: [{ accountId?: AccountId }, FolderRecord[]];
  window: [{ folderId: FolderId; from: number; count: number }, WindowAnswer];
  list: [ListWindowQuestion, ListAnswer];
  /** Goes through summaries for some 15 ms. Nothing is done for a list nobody asks about any more. */
  prepareList: [ListQuestion, { complete: boolean }];
  /** Of the messages in the folder that lie in no other of the account. Goes through summaries for some 15 ms; 0 as long as not `complete`. */
  loneCounts: [{ folderId: FolderId }, { complete: boolean; unread: number; flagged: number }];
  /** The same messages; none while summaries have to be gone through. Little-endian Uint32. */
  loneUids: [{ folderId: FolderId; only: 'unread' | 'flagged' }, { uids: Uint8Array }];
  /** Whom messages were sent to, each once: some pages at a time from page `next` of the answer before, 0 at first. The last page is read again: it may grow. */
  recipients: [{ folderId: FolderId; from: number }, { people: [name: string, address: string][]; next: number; more: boolean }];
  /** Whether one of the folders has a message from the address besides the one named and its copies. Null: not all was gone through, to be asked again. */
  seenSender: [{ folders: { folderId: FolderId }[]; address: string; except: MessageName & { folderId: FolderId } }, { seen: boolean | null }];
  /** Hidden rows included: their bits say so. */
  rows: [{ folderId: FolderId; uids: number[] }, RowsAnswer];
  /** Of the same rows no more than is needed to do something to them. */
  marks: [{ folderId: FolderId; uids: number[] }, MarksAnswer];
  /** Every UID of a folder with its bits, ascending UID; hidden ones included. Uint32 and Uint16, little-endian. */
  spine: [{ folderId: FolderId }, { uids: Uint8Array; flags: Uint8Array }];
  /**
   * The conversation of a message through all folders of its account, oldest first; `from` below 0 counts from the end. Empty if the
   * message is not here. What lies in Trash or Junk is left out, unless the message itself does, or `withDeleted`.
   */
  thread: [{ folderId: FolderId; uid: number; from: number; count: number; withDeleted?: boolean }, ThreadAnswer];
  /** A folder as conversations, the one with the newest message first. `atOnce`: rather now than with all that belongs together. */
  threads: [{ folderId: FolderId; from: number; count: number; atOnce?: boolean }, ThreadsAnswer];
  /** As `list`, of conversations. */
  threadList: [ThreadListQuestion, ThreadListAnswer];
  /** Where messages are that were renumbered since, by what they are called: UIDs of now, 0 for those that are not here. */
  present: [{ folderId: FolderId; names: MessageName[] }, { uidValidity: number; uids: number[] }];
  /** What makes each message known again, some pages of the folder at a time: UIDs, and two numbers each as protocol/identity makes them. Little-endian Uint32; in no order. */
  identities: [{ folderId: FolderId; from: number; count: number }, { uidValidity: number; pages: number; uids: Uint8Array; keys: Uint8Array }];
  /** Null if not kept. With `uidValidity` the message that was called so. */
  body: [{ folderId: FolderId; uid: number; uidValidity?: number }, StoredText | null];
  /** What remains of a pack of which much is dead, to be written anew with `instead`; those in `not` are left out. Null if there is none. */
  wornTexts: [{ folderId: FolderId; not: number[] }, WornTexts | null];
  /** The newest shown messages without a text, by date and then UID; `since` in seconds. `after`: only those behind that place. */
  bodyGaps: [{ folderId: FolderId; since: number; limit: number; after: BodyGapPlace | null }, BodyGapsAnswer];
  /** What the folder takes: octets of its summaries and of its texts. */
  folderStorage: [{ folderId: FolderId }, { messages: number; summaryOctets: number; texts: number; textOctets: number }];
  storage: [Record<string, never>, { usage: number; quota: number }];
}
export type QueryName = keyof Queries;

export interface WindowAnswer { total: number; unread: number; from: number; uidValidity: number; rows: RowAnswer[] }
/** In the order asked; unknown UIDs are left out. */
export interface RowsAnswer { uidValidity: number; rows: RowAnswer[] }
/** In the order asked, unknown UIDs left out; `keywords` by UID of those that have some. */
export interface MarksAnswer { uidValidity: number; uids: number[]; flags: number[]; messageIds: string[]; keywords: Record<number, readonly string[]> }

export interface BodyGapPlace { date: number; uid: number }
/** `structure` and `size` as in the SummaryRow. With `leaves` the structure is that of another message which is built alike, and these are the sizes of its leaves in their order. */
export interface BodyGap extends BodyGapPlace { size: number; structure: unknown; leaves: Uint32Array | null }
/** As protocol/body-gaps makes it. */
export interface BodyGapsAnswer { uidValidity: number; uids: Uint8Array; dates: Uint8Array; sizes: Uint8Array; shapes: Uint8Array; leaves: Uint8Array; samples: [leaves: number, structure: unknown][]; own: unknown[] }

/** The block in which a text lies, as it was written, and where in it once it is unpacked; `structure` as in the SummaryRow. */
export interface StoredText { folderId: FolderId; uidValidity: number; uid: number; content: Uint8Array; from: number; to: number; structure: unknown }
export type WornTexts = Omit<BodyPackWrite, 'instead'> & { pack: number };

/** `copies`: the same message in other folders. */
export interface ThreadRow extends RowAnswer, RowPlace { copies: RowPlace[] }
/** `total` counts messages, copies not; `deleted` the messages left out. `complete` is false while the local copy is still being gone through: more may belong to it. */
export interface ThreadAnswer { total: number; from: number; complete: boolean; deleted: number; rows: ThreadRow[] }

/** `total` counts conversations; while not `complete` it may be too high. `unread` counts the messages of the folder. */
export interface ThreadsAnswer { total: number; from: number; unread: number; uidValidity: number; complete: boolean; threads: ThreadSummary[] }

/** Records that are new or other than before, and those that are no more. */
export interface FolderNews { changed: FolderRecord[]; gone: FolderId[] }

export type ToMirror =
  | { kind: 'batch'; id: number; batch: Batch }
  | { kind: 'query'; id: number; name: QueryName; question: unknown }
  /** Deletes every database of the mirror and starts empty. */
  | { kind: 'wipe'; id: number };

export type FromMirror =
  /** First message. `state` says whether the database could be opened as it was. */
  | { kind: 'hello'; protocol: number; state: 'kept' | 'empty' | 'set-aside' }
  /** `folders`: news of them since they were told last, if they ever were. */
  | { kind: 'done'; id: number; changes: Changes; folders?: FolderNews }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'error'; id: number; code: FailureCode; message: string; words?: Words | undefined; /** Database closed or failing: nothing further will work until a new line. */ fatal: boolean }
  | { kind: 'failing'; message: string; words?: Words | undefined };
