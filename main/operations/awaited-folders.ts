/** Folders that are yet to be made or to get their name, and what must wait for that. Pure. */
import { folderId, splitFolderId, type FolderId } from '../../shared/ids.ts';
import { foldersOf } from './doomed.ts';
import { isBelowOrSame } from './folder-paths.ts';
import type { Operation } from './operation.ts';

/** Whether an operation counts on what the one before it makes of the folders: it would find no such folder, or another one. */
export function awaits(operation: Operation, before: Operation): boolean {
  if (!('path' in before)) return false;
  const made = folderId(before.accountId, before.path);
  if (foldersOf(operation).some((id) => isIn(id, made))) return true;
  // Renamed once more, or followed by one that is to have its old name.
  return before.kind === 'rename-folder' && 'path' in operation && (operation.folderId === before.folderId || isIn(folderId(operation.accountId, operation.path), before.folderId));
}

function isIn(id: FolderId, parent: FolderId): boolean {
  const [one, other] = [splitFolderId(id), splitFolderId(parent)];
  return one.accountId === other.accountId && isBelowOrSame(one.path, other.path);
}
