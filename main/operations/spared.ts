/** What must outlive an operation that destroys all of a folder: messages with which something else was meant to be done before, and could not be yet. Pure. */
import { isDoomed } from './doomed.ts';
import { kindOf } from './kind-of.ts';
import type { Entry } from './ledger.ts';
import type { Operation } from './operation.ts';
import type { Spared } from './replay-context.ts';

/** `entries`: all, in the order in which the user acted; a clock may have been set back. What is parked counts as well: its messages are shown where they are. */
export function sparedBy(operation: Operation, entries: readonly Entry[]): Spared {
  const [uids, leaving, names] = [new Set<number>(), new Set<number>(), new Set<string>()];
  let any = false;
  let unknown = false;
  for (const { operation: other, state } of entries) {
    if (other.id === operation.id) break;
    const leaves = kindOf(other).leaves(other) !== null;
    if (state === 'done' || other.targets.length === 0 || !(leaves || other.kind === 'copy') || !isDoomed(operation, other.folderId)) continue;
    any = true;
    if (other.folderId !== operation.folderId) continue;
    for (const { uid, messageId } of other.targets) {
      if (uid > 0 && other.uidValidity === operation.uidValidity) {
        uids.add(uid);
        if (leaves && state === 'waiting') leaving.add(uid);
      } else if (uid > 0 && other.uidValidity === 0) continue; // a copy that is not there yet
      else if (messageId !== '') names.add(messageId);
      else unknown = true;
    }
  }
  return { any, uids, leaving, names, unknown };
}
