/** What operations name of folders that are called otherwise by now. Pure. */
import { folderId, splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { Entry } from './entry.ts';
import { lastLevel, parentOf } from './folder-paths.ts';
import type { Operation } from './operation.ts';

/** What a folder is called now. */
type Naming = (id: FolderId) => FolderId;

/** Whatever is about a folder that has another name now is about it under that name. `except`: the rename itself, if it is ours; what was meant after it counts on it already. */
export function followFolder(ledger: Map<Operation['id'], Entry<Operation>>, now: Naming, except?: Operation['id']): void {
  // What is yet to be made in it goes along, and what is meant for that.
  const made = new Map<FolderId, FolderId>();
  let isLater = false;
  for (const [id, entry] of ledger) {
    if (id === except) {
      isLater = true;
      continue;
    }
    const followed = followedFolder(entry, (one) => made.get(one) ?? now(one), isLater);
    if (followed === entry) continue;
    ledger.set(id, followed);
    const [before, after] = [placeOf(entry.operation), placeOf(followed.operation)];
    if (entry.state !== 'done' && before && after && before !== after) made.set(before, after);
  }
}

/** The same entry if it names nothing that has another name. `isLater`: its path was chosen when the folder had that name. */
export function followedFolder(entry: Entry<Operation>, now: Naming, isLater = false): Entry<Operation> {
  const { operation, state } = entry;
  const place = placeOf(operation);
  const inside = (id: FolderId): FolderId => {
    const parent = parentOf(id);
    const followed = parent && now(parent);
    return followed === parent || followed === null ? id : folderId(operation.accountId, `${splitFolderId(followed).path}/${lastLevel(splitFolderId(id).path)}`);
  };
  const isDone = state === 'done';
  const moved = {
    ...operation,
    // Before a rename a folder has the one name, after it the other: of the one that it has not, only what is above is anything to follow.
    folderId: isDone && operation.kind === 'rename-folder' ? inside(operation.folderId) : now(operation.folderId),
    ...('to' in operation ? { to: now(operation.to) } : {}),
    ...('below' in operation ? { below: operation.below.map(now) } : {}),
    ...(place && !isLater ? { path: splitFolderId(isDone ? now(place) : inside(place)).path } : {}),
  } as Operation;
  return JSON.stringify(namedBy(moved)) === JSON.stringify(namedBy(operation)) ? entry : { ...entry, operation: moved };
}

/** Where there is a folder once it is done; null if it makes and renames none. */
function placeOf(operation: Operation): FolderId | null {
  return 'path' in operation ? folderId(operation.accountId, operation.path) : null;
}

const namedBy = (operation: Operation): unknown[] => [operation.folderId, 'to' in operation && operation.to, 'below' in operation && operation.below, placeOf(operation)];
