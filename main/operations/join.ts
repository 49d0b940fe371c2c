/** Which of the waiting operations can go to the server as one. Pure. */
import type { Entry } from './ledger.ts';

/** The oldest, with those right behind it that change the same flags in the same folder; alone if it is of another kind. */
export function joinable(waiting: readonly Entry[]): Entry[] {
  const [first, ...rest] = waiting;
  if (!first) return [];
  const group = [first];
  if (first.operation.kind !== 'set-flags') return group;
  const { folderId, uidValidity, add, remove } = first.operation;
  for (const entry of rest) {
    const { operation } = entry;
    if (operation.kind !== 'set-flags' || operation.folderId !== folderId || operation.uidValidity !== uidValidity || operation.add !== add || operation.remove !== remove) break;
    group.push(entry);
  }
  return group;
}
