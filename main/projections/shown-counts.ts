/** The numbers beside a folder: those of its rows, and while rows are missing what the server said of the missing ones. Pure. */
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** They never say more than rows and missing rows together can be, so that nothing jumps when the last row comes. */
export function shownCounts({ total, unread, serverTotal, serverUnread, checkpoint }: Pick<FolderRecord, 'total' | 'unread' | 'serverTotal' | 'serverUnread' | 'checkpoint'>): { total: number; unread: number } {
  const missing = checkpoint.complete ? 0 : Math.max(0, (serverTotal ?? 0) - total);
  return { total: total + missing, unread: Math.min(unread + missing, Math.max(unread, serverUnread ?? 0)) };
}
