/** The folders as the user has them: what is on its way to the server is done already. Pure. */
import { folderId, splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isBelowOrSame } from './folder-paths.ts';
import { kindOf } from './kind-of.ts';
import type { Operation } from './operation.ts';

/** `waiting` in the order in which the user acted. The same object if nothing of it is about folders. */
export function withWaiting(records: readonly FolderRecord[], waiting: Iterable<Operation>): readonly FolderRecord[] {
  let shown = records;
  let called = (id: FolderId): FolderId => id;
  for (const operation of waiting) {
    const id = called(operation.folderId);
    shown = kindOf(operation).folders?.({ ...operation, folderId: id }, shown) ?? shown;
    if (operation.kind !== 'rename-folder') continue;
    const rename = { ...operation, folderId: id };
    // The mirror has it, the journal is yet to say so: what the user did after it means the folder under its new name.
    if (isThere(records, folderId(rename.accountId, rename.path)) && !isThere(records, id)) called = after(called, renamesOf(rename));
  }
  return shown;
}

const isThere = (records: readonly FolderRecord[], id: FolderId): boolean => records.some((record) => record.id === id);
const after = (first: (id: FolderId) => FolderId, second: (id: FolderId) => FolderId) => (id: FolderId): FolderId => second(first(id));

/** What a folder, or one below it, is called once it is renamed. */
export function renamesOf(rename: Pick<Operation, 'accountId' | 'folderId'> & { readonly path: string }): (id: FolderId) => FolderId {
  const old = splitFolderId(rename.folderId).path;
  return (id) => {
    const { accountId, path } = splitFolderId(id);
    return accountId === rename.accountId && isBelowOrSame(path, old) ? folderId(accountId, rename.path + path.slice(old.length)) : id;
  };
}
