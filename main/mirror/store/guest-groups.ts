/** Messages on their way to a folder, among its conversations: in that of their row where it is known, else each by itself. Pure. */
import type { Conversations } from './conversations.ts';
import { newestGroup, type Group } from './folder-threads.ts';
import type { StoredGuest } from './guest-list.ts';

/** Below what rows have that were not gone through yet, which are UIDs. */
const STRANGERS = -(2 ** 34);

/** `groups` newest first, and so what is answered: the same if there are no guests. */
export function withGuests(groups: readonly Group[], guests: readonly StoredGuest[], conversations: Conversations): readonly Group[] {
  if (guests.length === 0) return groups;
  const byKey = Map.groupBy(guests, (guest, index) => guestKey(guest, index, conversations));
  const rest: Group[] = [];
  const changed: Group[] = [];
  for (const group of groups) {
    const own = byKey.get(group.key);
    if (!own) {
      rest.push(group);
      continue;
    }
    byKey.delete(group.key);
    changed.push(grouped(group, own));
  }
  for (const [key, own] of byKey) changed.push(grouped({ key, uid: 0, date: -1, page: -1 }, own));
  changed.sort(newestGroup);
  const out: Group[] = [];
  let next = 0;
  for (const group of rest) {
    while (next < changed.length && newestGroup(changed[next] as Group, group) < 0) out.push(changed[next++] as Group);
    out.push(group);
  }
  return [...out, ...changed.slice(next)];
}

/** Stands where its newest message does: of the same date, what is on its way comes first. */
function grouped(group: Group, guests: readonly StoredGuest[]): Group {
  const newest = guests.reduce((a, b) => (b.date > a.date ? b : a));
  return newest.date >= group.date ? { key: group.key, uid: Number.POSITIVE_INFINITY, date: newest.date, page: -1, guests, newest } : { ...group, guests };
}

function guestKey({ source, kept }: StoredGuest, index: number, conversations: Conversations): number {
  const row = kept ? -1 : conversations.rowOf(source.folderId, source.uid);
  return row < 0 ? STRANGERS - index : conversations.conversation(row);
}
