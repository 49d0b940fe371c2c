/** Which folders want a sync, most urgent first. Pure bookkeeping. */
import type { FolderId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';

/** Smaller is more urgent. */
export const URGENCY = { looking: 0, news: 1, head: 10, depth: 100, last: 1000 } as const;

/** What \Flagged and \All show lies in other folders too (RFC 6154 2). */
const ROLE_ORDER: readonly FolderRole[] = ['inbox', 'sent', 'drafts', 'none', 'archive', 'trash', 'junk', 'flagged', 'all'];
export const roleUrgency = (role: FolderRole): number => ROLE_ORDER.indexOf(role);

export interface Agenda {
  /** Asks for a sync; the more urgent of two wishes holds. */
  want(folderId: FolderId, urgency: number): void;
  /** Takes the most urgent out. */
  take(): { folderId: FolderId; urgency: number } | null;
  /** True if something more urgent than this waits. */
  hasMoreUrgent(urgency: number): boolean;
  forget(folderId: FolderId): void;
  clear(): void;
}

export function createAgenda(): Agenda {
  const wishes = new Map<FolderId, number>();
  return {
    want(folderId, urgency) {
      const before = wishes.get(folderId);
      if (before === undefined || urgency < before) wishes.set(folderId, urgency);
    },
    take() {
      let best: { folderId: FolderId; urgency: number } | null = null;
      for (const [folderId, urgency] of wishes) if (!best || urgency < best.urgency) best = { folderId, urgency };
      if (best) wishes.delete(best.folderId);
      return best;
    },
    hasMoreUrgent: (urgency) => [...wishes.values()].some((one) => one < urgency),
    forget: (folderId) => void wishes.delete(folderId),
    clear: () => wishes.clear(),
  };
}
