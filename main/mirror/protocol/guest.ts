/** Messages shown in a folder where the server does not have them yet, and what becomes of them once it has. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';

/** Where a message lies. */
export interface RowPlace { folderId: FolderId; uidValidity: number; uid: number }

/** Flags as laid over those of another row. */
export interface GuestMask { add: number; remove: number; addKeywords: readonly string[]; removeKeywords: readonly string[] }

export interface Guest {
  /** What it is called until it has arrived: of a moved message the place it leaves; of a copy one that no server gives, UIDVALIDITY 0. */
  place: RowPlace;
  /** The row it looks like: its own before a move, or that of which it is a copy. It need not be shown itself, nor be here yet. */
  source: RowPlace;
  /** What else was done to a copy. */
  mask?: GuestMask;
}

export interface Guests {
  /** Folders of these accounts that are not named have none. */
  of?: AccountId[];
  /** All that a folder has, instead of those before. */
  lists: { folderId: FolderId; guests: Guest[] }[];
}

/** The server has said under which UIDs messages are elsewhere now. What is here of them is put there, unless a sync has been there before. */
export interface Arrival {
  from: { folderId: FolderId; uidValidity: number };
  to: { folderId: FolderId; uidValidity: number };
  /** UIDs, pairwise. */
  source: number[];
  destination: number[];
  mask?: GuestMask;
}
