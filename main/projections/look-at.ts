/** What the user looks at is brought up to date first: the folders behind a list, as long as it is on screen. */
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';

export interface LookedAt {
  /** The folders are these now. */
  change(records: readonly Pick<FolderRecord, 'id' | 'role'>[]): void;
  leave(): void;
}

/** `unseen`: asked for beside what is on screen. */
export function lookAt(running: Parts['running'], view: ListView, unseen = false): LookedAt {
  if (unseen) return { change: () => undefined, leave: () => undefined };
  const leaving = new Map<FolderId, () => void>();
  const look = (id: FolderId, accountId: AccountId): void => {
    const leave = leaving.has(id) ? undefined : running.get(accountId)?.sync.look(id);
    if (leave) leaving.set(id, leave);
  };
  // A folder is looked at before the mirror knows it.
  if (view.kind === 'folder') look(view.folderId, splitFolderId(view.folderId).accountId);
  return {
    change(records) {
      if (view.kind === 'folder') return;
      // Unread and flagged messages may lie anywhere, and not everything can come first.
      const own = view.box === 'unread' || view.box === 'flagged' ? records.filter(({ role }) => role === 'inbox') : records;
      const ids = new Set(own.map(({ id }) => id));
      for (const [id, leave] of leaving) {
        if (ids.has(id)) continue;
        leave();
        leaving.delete(id);
      }
      for (const id of ids) look(id, splitFolderId(id).accountId);
    },
    leave() {
      for (const leave of leaving.values()) leave();
      leaving.clear();
    },
  };
}
