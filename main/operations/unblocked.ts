/** Which of the waiting operations may go now: what must wait is passed by others, but only where their order makes no difference. Pure. */
import type { OperationId } from '../../shared/ids.ts';
import { awaits } from './awaited-folders.ts';
import { foldersOf, isDoomed } from './doomed.ts';
import type { Entry } from './ledger.ts';
import type { Operation } from './operation.ts';

/** An account's, without those that must wait (`aside`), and without those behind them that are about the same messages, or about a folder that one of the two deletes or the one before makes or renames. `entries`: all, in the user's order. */
export function unblocked(waiting: readonly Entry[], aside: ReadonlySet<OperationId>, entries: readonly Entry[]): Entry[] {
  const own = waiting[0]?.operation.accountId;
  const elsewhere = entries.filter(({ operation, state }) => state === 'waiting' && (operation.kind === 'delete-folder' || 'path' in operation) && operation.accountId !== own);
  if (aside.size === 0 && elsewhere.length === 0) return [...waiting];
  const order = new Map(entries.map(({ operation }, n) => [operation.id, n]));
  const isAfter = (one: Operation, other: Operation): boolean => order.get(one.id)! > order.get(other.id)!;
  const keys = new Set<string>();
  const held: Operation[] = [];
  return waiting.filter(({ operation }) => {
    const about = keysOf(operation);
    const waits = aside.has(operation.id) || about.some((key) => keys.has(key))
      || held.some((before) => deletes(operation, before) || deletes(before, operation) || awaits(operation, before))
      // Filed in a folder that its account is yet to delete, it would go with it; and into one that is yet to be made nothing can be filed.
      || elsewhere.some(({ operation: before }) => isAfter(operation, before) && (deletes(before, operation) || awaits(operation, before)));
    if (waits) {
      for (const key of about) keys.add(key);
      held.push(operation);
    }
    return !waits;
  });
}

const deletes = (deletion: Operation, other: Operation): boolean => deletion.kind === 'delete-folder' && foldersOf(other).some((id) => isDoomed(deletion, id));

/** Messages by all that they may be called: who found out a UID must not pass who knows only the name. */
function keysOf({ kind, folderId, targets, ...rest }: Operation): string[] {
  const own = targets.flatMap(({ uid, messageId }) => [...(uid === 0 ? [] : [`${uid}@${folderId}`]), ...(messageId === '' ? [] : [`${messageId}@${folderId}`])]);
  return kind === 'copy' && 'to' in rest ? [...own, ...targets.flatMap(({ copy }) => (copy === undefined ? [] : [`${copy}@${rest.to}`]))] : own;
}
