/** Rows that were on screen stay in their list where they are until it is left, whatever is done to them: nothing goes away under the pointer. */
import type { FolderId } from '../../shared/ids.ts';
import type { Clock } from '../ports.ts';
import type { KeptRows } from '../mirror/protocol/list.ts';

/** A list is scrolled by asking for another part of it: it is not left by that. */
const LEFT_AFTER_MS = 300;
/** The rows seen last. */
const MOST_ROWS = 2_000;

export interface StayingRow { folderId: FolderId; uidValidity: number; uid: number; flags: number }

export interface StayingList {
  /** As the mirror is to be asked: with the flags they had when they were first seen. */
  kept(): KeptRows[];
  seen(rows: Iterable<StayingRow>): void;
  leave(): void;
}

export interface StayingRows { enter(key: string): StayingList }

interface Seen { users: number; rows: Map<string, StayingRow>; cancel: (() => void) | null }

export function createStayingRows(clock: Clock): StayingRows {
  const lists = new Map<string, Seen>();
  return {
    enter(key) {
      const list: Seen = lists.get(key) ?? { users: 0, rows: new Map(), cancel: null };
      lists.set(key, list);
      list.cancel?.();
      list.cancel = null;
      list.users++;
      return {
        kept: () => [...Map.groupBy(list.rows.values(), ({ folderId }) => folderId)].map(([folderId, rows]) => ({ folderId, uids: rows.map(({ uid }) => uid), flags: rows.map(({ flags }) => flags) })),
        seen(rows) {
          for (const row of rows) {
            const name = `${row.uid}@${row.folderId}`;
            const before = list.rows.get(name);
            list.rows.delete(name);
            list.rows.set(name, before?.uidValidity === row.uidValidity ? before : row);
          }
          for (const [name] of list.rows) {
            if (list.rows.size <= MOST_ROWS) break;
            list.rows.delete(name);
          }
        },
        leave() {
          if (--list.users > 0) return;
          list.cancel = clock.after(LEFT_AFTER_MS, () => {
            if (lists.get(key) === list) lists.delete(key);
          });
        },
      };
    },
  };
}
