/** An operation's effect, or its reverse, as marks for the mirror. Pure. */
import type { OperationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Mark } from '../mirror/protocol/batch.ts';
import type { Entry } from './ledger.ts';
import { compose, mask, reversed, type Mask } from './mask.ts';
import { maskOf, masksOf } from './mask-of.ts';
import type { Operation } from './operation.ts';

/** `others`: what else is waiting for a message, oldest first; it stays on top. */
export function marksFor(operation: Operation, way: 'forth' | 'back', others: (uid: number) => readonly Operation[]): Mark[] {
  const { folderId, uidValidity, targets } = operation;
  const forth = masksOf(operation);
  const ownOf = (uid: number): Mask => (way === 'forth' ? forth(uid) : reversed(forth(uid)));
  if (operation.kind === 'empty') return [markOf(ownOf(0), folderId, uidValidity, { upTo: operation.upTo })];
  const groups = new Map<string, { mask: Mask; uids: number[] }>();
  // A thousand messages mostly have one mask between them.
  const byMask = new Map<Mask, { mask: Mask; uids: number[] }>();
  for (const { uid } of targets) {
    if (uid === 0) continue;
    const own = ownOf(uid);
    const mask = others(uid).reduce((sum, other) => (other.id === operation.id && way === 'forth' && sum === own ? sum : compose(sum, maskOf(other, uid))), own);
    let group = byMask.get(mask);
    if (!group) {
      const key = JSON.stringify(mask);
      group = groups.get(key) ?? { mask, uids: [] };
      groups.set(key, group);
      byMask.set(mask, group);
    }
    group.uids.push(uid);
  }
  return [...groups.values()].filter(({ mask }) => mask.add || mask.remove || mask.addKeywords.length || mask.removeKeywords.length)
    .map(({ mask, uids }) => markOf(mask, folderId, uidValidity, uids));
}

/** Its messages come into sight again, where it took them out of it. */
export function unhiding(operation: Operation): Mark[] {
  return marksFor(operation, 'back', () => []).flatMap(({ folderId, uidValidity, uids, remove }): Mark[] => (remove & FLAG.hidden ? [{ folderId, uidValidity, uids, add: 0, remove: FLAG.hidden }] : []));
}

/** Where an emptying that took in the whole folder is backed out: what others (`but` that one) hide there, or have marked for good, stays so. */
export function stillMarked({ folderId, uidValidity }: Operation, entries: Iterable<Entry>, but?: OperationId): Mark[] {
  return [...entries].flatMap(({ operation, state, left }): Mark[] => {
    if (operation.id === but || operation.folderId !== folderId || operation.uidValidity !== uidValidity) return [];
    const hidden = left.length > 0 ? [markOf(mask(FLAG.hidden, 0), folderId, uidValidity, [...left])] : [];
    return state === 'waiting' ? [...marksFor(operation, 'forth', () => []), ...hidden] : hidden;
  });
}

const markOf = ({ add, remove, addKeywords, removeKeywords }: Mask, folderId: Mark['folderId'], uidValidity: number, uids: Mark['uids']): Mark => ({
  folderId, uidValidity, uids, add, remove,
  ...(addKeywords.length ? { addKeywords: [...addKeywords] } : {}),
  ...(removeKeywords.length ? { removeKeywords: [...removeKeywords] } : {}),
});
