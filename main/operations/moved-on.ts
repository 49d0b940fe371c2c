/** Where messages are after operations that moved them: what else is meant for them follows. Pure. */
import { operationId, splitFolderId, type FolderId, type OperationId } from '../../shared/ids.ts';
import type { Entry } from './entry.ts';
import { kindOf } from './kind-of.ts';
import type { Operation } from './operation.ts';
import type { Target } from './operation-base.ts';

/** `uid` 0 with `uidValidity` 0: somewhere in the folder. */
export interface Place { folderId: FolderId; uidValidity: number; uid: number }

export const placeKey = (folderId: FolderId, uidValidity: number, uid: number): string => `${uidValidity}:${uid}@${folderId}`;

const nameKey = (folderId: FolderId, messageId: string): string => `${messageId}@${folderId}`;

/** By place before. Only for an entry that is done. */
export function movesOf({ operation, copied }: Entry<Operation>): Map<string, { place: Place; messageId: string }> {
  const moves = new Map<string, { place: Place; messageId: string }>();
  if (operation.kind === 'copy') {
    // The original stays; what was done to the copy before it was made is meant for the copy.
    for (const { uid, messageId, copy } of operation.targets) {
      const destination = copied?.destination[copied.source.indexOf(uid)];
      if (copied && destination && copy !== undefined) moves.set(placeKey(operation.to, 0, copy), { place: { folderId: operation.to, uidValidity: copied.uidValidity, uid: destination }, messageId });
    }
    return moves;
  }
  const to = kindOf(operation).leaves(operation);
  if (to === null || to === 'nowhere') return moves;
  for (const { uid, messageId } of operation.targets) {
    const destination = copied ? copied.destination[copied.source.indexOf(uid)] : 0;
    // Not named by COPYUID: it was not there to be moved. Without any name it cannot be found again.
    if (uid === 0 || destination === undefined || (destination === 0 && messageId === '')) continue;
    const move = { place: { folderId: to, uidValidity: copied?.uidValidity ?? 0, uid: destination }, messageId };
    moves.set(placeKey(operation.folderId, operation.uidValidity, uid), move);
    // Others may know it only by its name.
    if (messageId !== '') moves.set(nameKey(operation.folderId, messageId), move);
  }
  return moves;
}

/** The entry with its messages where they went; several entries, taken back together, where they are in several folders now; null if nothing changed for it. `taken`: ids in use. */
export function follow(entry: Entry<Operation>, moves: ReadonlyMap<string, { place: Place }>, taken: ReadonlyMap<OperationId, unknown>): Entry<Operation>[] | null {
  const { operation } = entry;
  let moved = false;
  const groups = new Map<string, { folderId: FolderId; uidValidity: number; targets: Target[] }>();
  for (const target of operation.targets) {
    const next = moves.get(target.uid === 0 ? nameKey(operation.folderId, target.messageId) : placeKey(operation.folderId, operation.uidValidity, target.uid))?.place;
    if (next) moved = true;
    const { folderId, uidValidity, uid } = next ?? { ...operation, uid: target.uid };
    const group = groups.get(`${uidValidity}@${folderId}`) ?? { folderId, uidValidity, targets: [] };
    groups.set(`${uidValidity}@${folderId}`, group);
    group.targets.push({ ...target, uid });
  }
  if (!moved) return null;
  const together = groups.size > 1 ? { group: operation.group ?? operation.id } : {};
  const ids = partIds(operation.id, groups.size, taken);
  return [...groups.values()].map((group, n) => ({ ...entry, operation: { ...operation, ...together, ...group, accountId: splitFolderId(group.folderId).accountId, id: ids[n]! } }));
}

/** Parts that an earlier split has made keep theirs. The same whenever the journal is read: only what it tells counts. */
function partIds(id: OperationId, count: number, taken: ReadonlyMap<OperationId, unknown>): OperationId[] {
  const ids = [id];
  for (let n = 1; ids.length < count; n++) {
    const part = operationId(`${id}~${n}`);
    if (!taken.has(part)) ids.push(part);
  }
  return ids;
}
