/** What the main process writes into the mirror, and what the mirror reports back. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { Arrival, Guests } from './guest.ts';
import type { BodyPackWrite, BodyRecord, Checkpoint, FolderWrite, PageWrite } from './records.ts';

/** One batch is one IndexedDB transaction: all of it is there, or none. Parts are applied in the order of the fields, to folders by the names they have after `movedFolders`. */
export interface Batch {
  /** UIDVALIDITY that folders had when what follows was found out. If one that is known has another, nothing of the batch is applied: it is refused with 'uid-validity-changed'. */
  under?: { folderId: FolderId; uidValidity: number }[];
  /** Folders that are gone, with all they hold. */
  removeFolders?: FolderId[];
  /** Renamed or moved on the server, with all they hold; `to` has the new id. Those that are not known are ignored. */
  movedFolders?: { folderId: FolderId; to: FolderWrite }[];
  removeAccounts?: AccountId[];
  /** New folders or new facts about known ones. Counts and checkpoint of a known folder stay. */
  folders?: FolderWrite[];
  /** New facts about folders that were known; ignored where they are not any more, or are called otherwise by now. */
  folderFacts?: FolderWrite[];
  /** UIDVALIDITY changed: everything the folder holds goes, its checkpoint starts anew. */
  resetFolders?: { folderId: FolderId; uidValidity: number }[];
  /** UIDVALIDITY changed, and messages were known again. */
  renumbered?: Renumbering[];
  /** New summaries. A UID that the folder already holds is ignored, not doubled. */
  pages?: PageWrite[];
  /** New flags of known messages: bits replaced as a whole. Unknown UIDs are ignored. */
  flags?: { folderId: FolderId; changes: FlagChange[] }[];
  /** What operations have put elsewhere, with summary, flags, preview and text. */
  arrivals?: Arrival[];
  /** What operations will put elsewhere. */
  guests?: Guests;
  /** What the user did, whatever else the messages have: news of the server that come in between stay. */
  marks?: Mark[];
  vanished?: { folderId: FolderId; uids: number[] }[];
  /** Ignored if the folder has another UIDVALIDITY than the one given. */
  previews?: { folderId: FolderId; uidValidity?: number; uid: number; text: string }[];
  bodies?: BodyRecord[];
  /** Many texts at once; of what is here already the newest counts. A batch with texts is refused with 'storage' if the disk is full. */
  bodyPacks?: BodyPackWrite[];
  /** Folders whose texts are no longer kept. */
  forgetBodies?: FolderId[];
  checkpoints?: { folderId: FolderId; checkpoint: Checkpoint }[];
}

/** Rows with their texts, previews and conversations go on under new UIDs, and are called as before; all others of the folder go. Ignored where the folder is not of UIDVALIDITY `from`. Its checkpoint starts anew. */
export interface Renumbering {
  folderId: FolderId;
  from: number;
  uidValidity: number;
  /** Old UIDs, ascending, little-endian Uint32 each. */
  uids: Uint8Array;
  /** What each is now; no two the same. */
  now: Uint8Array;
  /** Bits of each, little-endian Uint16 each. */
  flags: Uint8Array;
  /** By new UID, of those that have any. */
  keywords: Readonly<Record<number, string[]>>;
}

/** [uid, bits, keywords] */
export type FlagChange = [number, number, string[]];

/** Bits and keywords added and removed, the rest left as it is. Unknown UIDs are ignored, and all of it if the folder has another UIDVALIDITY. */
export interface Mark {
  folderId: FolderId;
  uidValidity: number;
  /** Or all up to one. */
  uids: number[] | { upTo: number };
  add: number;
  remove: number;
  addKeywords?: string[];
  /** In any case (RFC 3501 2.3.2). */
  removeKeywords?: string[];
}

/** What a batch touched. */
export interface Changes {
  /** The folder list itself, names, roles or checkpoints. */
  folderList: boolean;
  folders: FolderChange[];
}
export interface FolderChange {
  folderId: FolderId;
  added: number;
  /** UIDs whose flags or preview changed, at most 1000; null for "many". */
  changed: number[] | null;
  vanished: number;
  total: number;
  unread: number;
}
