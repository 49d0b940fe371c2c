/** How many messages are in a view at all, whatever its filter, and the unread among them. */
import type { FolderId } from '../../../shared/ids.ts';
import type { ListQuestion } from '../protocol/list.ts';
import { isFlagged, isUnread } from './flag-page.ts';
import { shownGuests, type StoredGuest } from './guest-list.ts';
import { isIn, type LoneRows } from './lone-candidates.ts';
import type { Store } from './store.ts';

/** `guests` of all the folders. */
export async function totals({ memory }: Store, { only }: ListQuestion, folders: readonly FolderId[], guests: readonly StoredGuest[], lone: ReadonlyMap<FolderId, LoneRows>): Promise<{ total: number; unread: number }> {
  let total = 0;
  let unread = 0;
  for (const id of folders) {
    const folder = lone.has(id) ? undefined : memory.folders.get(id);
    unread += folder?.unread ?? 0;
    total += (only === 'unread' ? folder?.unread : only === 'flagged' ? folder?.flagged : folder?.total) ?? 0;
  }
  const strangers = guests.length > 0 ? folders.filter((id) => lone.has(id) || !memory.folders.has(id)).flatMap((id) => shownGuests(memory, id)) : [];
  for (const { bits } of strangers) {
    unread += Number(isUnread(bits));
    total += Number(only === undefined || isIn(only, bits));
  }
  for (const rows of lone.values()) {
    total += rows.total;
    unread += rows.unread;
  }
  if (only !== 'flagged') return { total, unread };
  // Few are flagged.
  let flaggedUnread = 0;
  for (const id of folders) {
    if (lone.has(id) || !memory.folders.has(id)) continue;
    for (const { bits } of (await memory.spine(id)).pages) for (const one of bits) if (isFlagged(one) && isUnread(one)) flaggedUnread++;
  }
  for (const { bits } of guests) if (isFlagged(bits) && isUnread(bits)) flaggedUnread++;
  for (const rows of lone.values()) flaggedUnread += rows.unread;
  return { total, unread: flaggedUnread };
}
