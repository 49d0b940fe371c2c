/** What is taken back after it had marked its messages \Deleted, and before it could expunge them: the mark must not stay for the next expunge of any client. */
import { operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { allUids } from '../imap/uid-set.ts';
import { describeSetFlags, type SetFlags } from './kinds/set-flags.ts';
import type { Entry } from './ledger.ts';
import { titled } from './operation-base.ts';

/** Null if it has marked none, or nobody can say which. Pure. */
export function unmarkingOf({ operation, marking }: Entry, now: number): SetFlags | null {
  const { id, accountId, folderId, uidValidity } = operation;
  if (marking?.folderId !== folderId || marking.uidValidity !== uidValidity) return null;
  const others = new Set(marking.others);
  const meant = marking.uids ? allUids(marking.uids).map((uid) => ({ uid, messageId: '' })) : operation.targets;
  const targets = meant.flatMap(({ uid, messageId }) => (uid > 0 && !others.has(uid) ? [{ uid, messageId }] : []));
  if (targets.length === 0) return null;
  return { id: operationId(`${id}.unmark`), accountId, folderId, uidValidity, targets, createdAt: now, ...titled(describeSetFlags(targets.length, 0, FLAG.deleted)), kind: 'set-flags', add: 0, remove: FLAG.deleted, unasked: true };
}
