/** Messages shown in a folder that lie elsewhere: what is known of each, and where they stand among the folder's own. Pure. */
import type { FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Guest, GuestMask, RowPlace } from '../protocol/guest.ts';
import { identityOf } from '../protocol/identity.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { isFlagged, isUnread, normalBits } from './flag-page.ts';
import { rowsNewer, type Order } from './order.ts';

/** A row by itself. */
export interface LooseRow { summary: SummaryRow; bits: number; keywords: readonly string[]; preview: string | null }

export interface StoredGuest extends Guest {
  /** A row of the folder from this UID on may be it: it came after. */
  from: number;
  /** UID of the row that is it; 0 as long as none has come. */
  met: number;
  /** Its row, since there is none any more where it was. */
  kept: LooseRow | null;
  /** As last worked out. */
  shown: boolean;
  date: number;
  bits: number;
  keywords: readonly string[];
}

/** Newest first. */
export interface GuestList { folderId: FolderId; guests: readonly StoredGuest[] }

/** Those that a folder shows. */
export const shownGuests = (memory: { readonly guests: ReadonlyMap<FolderId, GuestList> }, folderId: FolderId): readonly StoredGuest[] => (memory.guests.get(folderId)?.guests ?? []).filter(({ shown }) => shown);

export const placeName = ({ folderId, uidValidity, uid }: RowPlace): string => `${uidValidity}:${uid}@${folderId}`;

export function countGuests({ guests }: GuestList): { total: number; unread: number; flagged: number } {
  let total = 0;
  let unread = 0;
  let flagged = 0;
  for (const { shown, bits } of guests) {
    if (!shown) continue;
    total++;
    if (isUnread(bits)) unread++;
    if (isFlagged(bits)) flagged++;
  }
  return { total, unread, flagged };
}

/** A row's bits and keywords as a guest has them. */
export function asGuest(bits: number, keywords: readonly string[], mask: GuestMask | undefined): { bits: number; keywords: readonly string[] } {
  if (!mask) return { bits: bits & ~FLAG.hidden, keywords };
  const unwanted = new Set([...mask.addKeywords, ...mask.removeKeywords].map((word) => word.toLowerCase()));
  const words = unwanted.size > 0 ? [...keywords.filter((word) => !unwanted.has(word.toLowerCase())), ...mask.addKeywords] : keywords;
  return { bits: normalBits(((bits | mask.add) & ~mask.remove) & ~FLAG.hidden, words), keywords: words };
}

/** What a message is known by, wherever a move or a copy has taken it (RFC 3501 6.4.7). */
export function sight(row: SummaryRow): string {
  const hash = new Uint32Array(2);
  identityOf(row, hash, 0);
  return hash.join();
}

export const newestFirst = (guests: StoredGuest[]): StoredGuest[] => guests.sort((a, b) => b.date - a.date || b.place.uid - a.place.uid);

/** What stands at `start` to `end` when a folder's own rows and its guests are one list: a place in the order, or a guest. */
export function mingled(order: Order, guests: readonly StoredGuest[], start: number, end: number): (number | StoredGuest)[] {
  const shown = guests.filter((guest) => guest.shown);
  const out: (number | StoredGuest)[] = [];
  let next = 0;
  // Guests before `start`, and with them how many of its own rows.
  while (next < shown.length && rowsNewer(order, shown[next]!.date) + next < start) next++;
  let own = start - next;
  for (let at = start; at < end; at++) {
    const guest = shown[next];
    if (guest && rowsNewer(order, guest.date) + next <= at) {
      out.push(guest);
      next++;
    } else out.push(own++);
  }
  return out;
}
