/** What can be taken back, and which of it next. Pure. */
import { FailureError } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import { kindOf } from './kind-of.ts';
import type { Entry } from './ledger.ts';

/** Those that another takes back, unless that was refused. */
export const takenBack = (entries: readonly Entry[]): ReadonlySet<OperationId> =>
  new Set(entries.flatMap(({ operation, state }) => (operation.undoes && state !== 'parked' ? [operation.undoes] : [])));

/** Whether there is a way back from what was done. */
export function isReversible(entry: Entry): boolean {
  try {
    kindOf(entry.operation).reverse(entry);
    return true;
  } catch (error) {
    if (error instanceof FailureError) return false;
    throw error;
  }
}

/** The newest that the user did and that can be taken back: neither what takes another back, nor what came about by itself. `isMeant`: whether one of them may be it at all. Null if there is none. */
export function nextToUndo(entries: readonly Entry[], isMeant: (operation: Entry['operation']) => boolean = () => true): Entry | null {
  const taken = takenBack(entries);
  let next: Entry | null = null;
  for (const entry of entries) {
    const { operation, state } = entry;
    if (state === 'parked' || operation.undoes || operation.unasked || taken.has(operation.id) || !isMeant(operation)) continue;
    // Of those of one moment the one that was done last.
    if (next && next.operation.createdAt > operation.createdAt) continue;
    if (state === 'waiting' || isReversible(entry)) next = entry;
  }
  return next;
}
