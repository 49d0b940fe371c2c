/** The rows that windows show just now: what is done to one of them need not ask the mirror what it is. */
import type { FolderId } from '../../shared/ids.ts';
import type { NumberedList } from './marked-list.ts';

export interface KnownRow { messageId: string; flags: number; keywords: readonly string[] }

export interface ShownLists {
  /** `current` answers the list as shown, null while there is none. Answers how to leave. */
  add(folderId: FolderId, current: () => NumberedList | null): () => void;
  /** By UID, if every one of them is on show; null if not. */
  find(folderId: FolderId, uidValidity: number, uids: readonly number[]): ReadonlyMap<number, KnownRow> | null;
}

export function createShownLists(): ShownLists {
  const lists = new Map<FolderId, Set<() => NumberedList | null>>();
  return {
    add(folderId, current) {
      const own = lists.get(folderId) ?? new Set();
      lists.set(folderId, own.add(current));
      return () => {
        own.delete(current);
        if (own.size === 0) lists.delete(folderId);
      };
    },
    find(folderId, uidValidity, uids) {
      const wanted = new Set(uids);
      const found = new Map<number, KnownRow>();
      for (const current of lists.get(folderId) ?? []) {
        const list = current();
        if (list?.uidValidity !== uidValidity) continue;
        for (const [index, { uid, messageId }] of list.numbers.entries()) {
          const row = list.value.rows[index];
          if (row && wanted.has(uid)) found.set(uid, { messageId, flags: row.flags, keywords: row.keywords });
        }
      }
      return found.size === wanted.size ? found : null;
    },
  };
}
