/** Records of the mirror as they cross the port and as Dexie keeps them. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import type { Address } from '../../../shared/model/message.ts';

/** Where a folder's sync stands. Written in the same batch as the data it covers. */
export interface Checkpoint {
  /** 0 before the first SELECT. */
  uidValidity: number;
  uidNext: number;
  /** Decimal string: a 63-bit number (RFC 7162 3.1). '0' where the server keeps none. */
  highestModseq: string;
  /** Every UID of the server below uidNext has its summary here. */
  complete: boolean;
}

export interface FolderRecord {
  id: FolderId;
  accountId: AccountId;
  /** Mailbox name exactly as the server sent it, one character per octet; what goes back on the wire. */
  wireName: string;
  /** Decoded, levels joined by `/`; a delimiter inside a name is kept escaped as U+2215. */
  path: string;
  name: string;
  delimiter: string | null;
  role: FolderRole;
  selectable: boolean;
  subscribed: boolean;
  checkpoint: Checkpoint;
  /** Derived from the rows in the same transaction; hidden rows do not count. */
  total: number;
  unread: number;
  /** As `total`, of those with \Flagged. */
  flagged?: number;
  /** Of these, messages that are on their way here: the server does not count them yet. Absent: none. */
  guests?: { total: number; unread: number; flagged?: number };
  /** What the server said last (STATUS or SELECT); null if unknown. For comparison, and for folders not yet synced. */
  serverTotal: number | null;
  serverUnread: number | null;
  /** What the server calls it, whatever its name (RFC 8474); absent where it does not say. */
  mailboxId?: string;
  /** So many listings in a row were without it. Absent or 0: it is there. */
  missing?: number;
}

/** Folder fields a batch may set; counts are the store's own. */
export type FolderWrite = Omit<FolderRecord, 'total' | 'unread' | 'flagged' | 'guests' | 'checkpoint'>;

/**
 * One message's summary inside a page blob: JSON array, short because there are many.
 * [uid, date (s since 1970), size, subject, from, to, cc, messageId, inReplyTo, references, structure, sender/replyTo or null, thread]
 */
export type SummaryRow = [
  uid: number,
  date: number,
  size: number,
  subject: string,
  from: AddressTuple[],
  to: AddressTuple[],
  cc: AddressTuple[],
  messageId: string,
  inReplyTo: string,
  references: string[],
  hasAttachment: 0 | 1,
  /** As main/mime/packed-structure makes it. */
  structure: unknown,
  replyTo: AddressTuple[] | null,
  /** What the server calls the conversation (THREADID, X-GM-THRID); left out where it says nothing. */
  thread?: string,
];
/** [display name, local@domain] */
export type AddressTuple = [string, string];

export const addressOf = ([name, address]: AddressTuple): Address => ({ name, address });

/** A page of summaries: written once, never changed. Arrays run in ascending UID order and have equal length. */
export interface PageWrite {
  folderId: FolderId;
  /** Little-endian Uint32 each. */
  uids: Uint8Array;
  /** Sort date, seconds since 1970, little-endian Uint32 each. */
  dates: Uint8Array;
  /** Bits of shared/model/flags, little-endian Uint16 each. */
  flags: Uint8Array;
  /** Further keywords of those that have any. */
  keywords: Readonly<Record<number, string[]>>;
  /** UTF-8 of what page-rows makes of SummaryRow[]; opaque to the write path. */
  rows: Uint8Array;
}

/** Texts of several messages, which need not be neighbours, in blocks that only main/sync/bodies can read. Columns of little-endian Uint32, one row a message. */
export interface BodyPackWrite {
  folderId: FolderId;
  uidValidity: number;
  /** Ascending. */
  uids: Uint8Array;
  /** Octets of `content` where the block begins and ends in which the text lies; several may share one. */
  starts: Uint8Array;
  ends: Uint8Array;
  /** Where the text begins and ends in the unpacked block, and how large that is. */
  from: Uint8Array;
  to: Uint8Array;
  of: Uint8Array;
  content: Uint8Array;
  /** Only of messages whose text is still in this pack: it is what remains of that. */
  instead?: number;
}

/** Text of a message that was opened, or a part of it. */
export interface BodyRecord {
  folderId: FolderId;
  uidValidity: number;
  uid: number;
  /** As main/sync/bodies/stored-body makes it; the store does not look inside. */
  content: Uint8Array;
}
