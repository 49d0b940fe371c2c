/** How an operation is taken back of which nobody can say whether the server has it: its answer was lost, or it is from an earlier run. Pure. */
import { isAcross } from './across.ts';
import type { Draft } from './kind.ts';
import { kindOf } from './kind-of.ts';
import type { Entry } from './ledger.ts';

/** What is to follow it, so that all is as it was whether it was done or not. Null where giving it up puts all right, or nothing does. */
export function reverseBehind(entry: Entry): Draft | null {
  const { operation } = entry;
  switch (operation.kind) {
    case 'set-flags':
    case 'set-keywords':
      return kindOf(operation).reverse(entry);
    case 'move':
    case 'junk': {
      if (stillHere(entry)) return null;
      const { folderId, uidValidity, targets } = operation;
      const uids = targets.map(({ uid }) => uid);
      // From where they were to where they were: once it is done this follows it, and finds them where they are then.
      return kindOf(operation).reverse({ ...entry, operation: { ...operation, to: folderId }, copied: { uidValidity, source: uids, destination: uids } });
    }
    default:
      return null;
  }
}

/** No original can have been removed yet, nor anything else done to it: what copies there are can go. */
function stillHere({ operation, copyingFrom, marking }: Entry): boolean {
  if (operation.kind !== 'move') return false;
  return marking === undefined && (copyingFrom !== null || isAcross(operation));
}
