/** Folders that an operation is about, and whether another one destroys what is in them. Pure. */
import { folderId as idOf, splitFolderId, type FolderId } from '../../shared/ids.ts';
import { isBelowOrSame } from './folder-paths.ts';
import type { Operation } from './operation.ts';

/** Whether all that is in a folder goes with what the operation is about; folders below it too, where it takes them along. */
export function isDoomed(operation: Operation, id: FolderId): boolean {
  if (operation.folderId === id) return true;
  if (operation.kind !== 'delete-folder') return false;
  const [own, other] = [splitFolderId(operation.folderId), splitFolderId(id)];
  return operation.below.includes(id) || (own.accountId === other.accountId && isBelowOrSame(other.path, own.path));
}

/** By the names that they have, or are to have. */
export function foldersOf(operation: Operation): FolderId[] {
  const { accountId, folderId } = operation;
  return [folderId, ...('to' in operation ? [operation.to] : []), ...('path' in operation ? [idOf(accountId, operation.path)] : []), ...('below' in operation ? operation.below : [])];
}
