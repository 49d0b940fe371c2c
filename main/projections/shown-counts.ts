/** The numbers beside a folder: those of its rows, and while rows are missing what the server said of the missing ones. Pure. */
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** They never say more than rows and missing rows together can be, so that nothing jumps when the last row comes. */
export function shownCounts({ total, unread, guests, serverTotal, serverUnread, checkpoint }: Pick<FolderRecord, 'total' | 'unread' | 'guests' | 'serverTotal' | 'serverUnread' | 'checkpoint'>): { total: number; unread: number } {
  // What is on its way here the server does not count.
  const missing = checkpoint.complete ? 0 : Math.max(0, (serverTotal ?? 0) - (total - (guests?.total ?? 0)));
  return { total: total + missing, unread: Math.min(unread + missing, Math.max(unread, (serverUnread ?? 0) + (guests?.unread ?? 0))) };
}
