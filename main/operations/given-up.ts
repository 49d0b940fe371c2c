/** What remains to be done for an operation that is given up half done: its marks go, and the copies it has made. Pure. */
import { operationId, splitFolderId } from '../../shared/ids.ts';
import { wasThereBefore } from './earlier-try.ts';
import { lastLevel } from './folder-paths.ts';
import { describeRemoveCopy, type RemoveCopy } from './kinds/remove-copy.ts';
import type { Entry } from './ledger.ts';
import { unmarkingOf } from './marking.ts';
import { titled } from './operation-base.ts';
import type { Operation } from './operation.ts';

/** In their order: copies are removed only where the original is not marked. */
export function aftermathOf(entry: Entry, now: number): Operation[] {
  // Refused, it has taken its marks back itself.
  const unmarking = entry.state === 'waiting' ? unmarkingOf(entry, now) : null;
  return [unmarking, removalOf(entry, now)].filter((one) => one !== null);
}

/** Null if it has made no copies, or they are what was wanted. */
function removalOf(entry: Entry, now: number): RemoveCopy | null {
  const { operation, state, copyProven, copied, copyingFrom, copyingIn } = entry;
  if (state === 'done' || (operation.kind !== 'move' && operation.kind !== 'junk') || operation.uidValidity === 0) return null;
  const { id, to, folderId, uidValidity } = operation;
  const since = copyingFrom === null || copyingIn === undefined ? null : { uidNext: copyingFrom, uidValidity: copyingIn };
  const known = copyProven ? copied : null;
  const copiesIn = known?.uidValidity ?? since?.uidValidity;
  if (to === folderId || copiesIn === undefined) return null;
  const targets = operation.targets.flatMap(({ uid, messageId }) => {
    const copy = known ? known.destination[known.source.indexOf(uid)] : 0;
    return uid === 0 || copy === undefined || wasThereBefore(entry, copy) ? [] : [{ uid: copy, messageId, original: uid }];
  });
  if (targets.length === 0) return null;
  return {
    id: operationId(`${id}.uncopy`), accountId: splitFolderId(to).accountId, folderId: to, uidValidity: copiesIn, targets, createdAt: now, unasked: true,
    ...titled(describeRemoveCopy(targets.length, lastLevel(splitFolderId(to).path))), kind: 'remove-copy', original: { folderId, uidValidity }, since,
  };
}
