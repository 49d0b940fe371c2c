/** Which of the waiting operations can go to the server as one. Pure. */
import type { Entry } from './ledger.ts';

/** The oldest, with those right behind it that change flags in the same folder; alone if it is of another kind. */
export function joinable(waiting: readonly Entry[]): Entry[] {
  const [first, ...rest] = waiting;
  if (!first) return [];
  const group = [first];
  if (!changesFlags(first)) return group;
  const { folderId, uidValidity } = first.operation;
  for (const entry of rest) {
    if (!changesFlags(entry) || entry.operation.folderId !== folderId || entry.operation.uidValidity !== uidValidity) break;
    group.push(entry);
  }
  return group;
}

export const changesFlags = ({ operation: { kind } }: Entry): boolean => kind === 'set-flags' || kind === 'set-keywords';
