/** The rows that windows show just now: what is done to one of them need not ask the mirror what it is. */
import type { FolderId } from '../../shared/ids.ts';
import type { NumberedList } from './marked-list.ts';

export interface KnownRow { messageId: string; flags: number; keywords: readonly string[] }

export interface ShownLists {
  /** `current` answers the list as shown, null while there is none. Answers how to leave. */
  add(current: () => NumberedList | null): () => void;
  /** By UID, if every one of them is on show; null if not. */
  find(folderId: FolderId, uidValidity: number, uids: readonly number[]): ReadonlyMap<number, KnownRow> | null;
}

export function createShownLists(): ShownLists {
  const lists = new Set<() => NumberedList | null>();
  return {
    add(current) {
      // The same function may be added twice.
      const own = (): NumberedList | null => current();
      lists.add(own);
      return () => void lists.delete(own);
    },
    find(folderId, uidValidity, uids) {
      const wanted = new Set(uids);
      const found = new Map<number, KnownRow>();
      for (const current of lists) {
        const list = current();
        for (const [index, number] of list?.numbers.entries() ?? []) {
          const row = list?.value.rows[index];
          if (row && wanted.has(number.uid) && number.folderId === folderId && number.uidValidity === uidValidity) found.set(number.uid, { messageId: number.messageId, flags: row.flags, keywords: row.keywords });
        }
      }
      return found.size === wanted.size ? found : null;
    },
  };
}
