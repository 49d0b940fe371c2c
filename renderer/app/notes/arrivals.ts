/** How much unread mail has come into folders, by their numbers. Pure. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';

export interface Counted { readonly id: FolderId; readonly accountId: AccountId; readonly unread: number; readonly total: number; readonly syncing: boolean }

/** Both numbers grow where something came in; a first sync, and a message marked as unread, is no arrival. */
export function arrivals(before: readonly Counted[], now: readonly Counted[]): number {
  const earlier = new Map(before.map((folder) => [folder.id, folder]));
  return now.reduce((sum, { id, unread, total, syncing }) => {
    const old = earlier.get(id);
    if (!old || syncing || old.syncing || old.total === 0) return sum;
    return sum + Math.max(0, Math.min(unread - old.unread, total - old.total));
  }, 0);
}
