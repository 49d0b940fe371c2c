/** Paths of folders, levels joined by `/`, and what they are called on the wire. Pure. */
import { folderId, splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** Division slash: stands for a `/` inside a name, where `/` is not the delimiter. */
export const ESCAPED_SLASH = '\u2215';

export const isBelowOrSame = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`);
export const lastLevel = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const escapeName = (name: string): string => name.replaceAll('/', ESCAPED_SLASH);

/** Null at the top. */
export function parentOf(id: FolderId): FolderId | null {
  const { accountId, path } = splitFolderId(id);
  const slash = path.lastIndexOf('/');
  return slash < 0 ? null : folderId(accountId, path.slice(0, slash));
}

/** The wire name of a folder that is to be at `path`. Throws 'folder-gone' if what it is to be in is not there. */
export function wireNameAt(session: Session, folders: readonly FolderRecord[], accountId: AccountId, path: string): string {
  const name = lastLevel(path).replaceAll(ESCAPED_SLASH, '/');
  const parentId = parentOf(folderId(accountId, path));
  if (parentId === null) return session.wireName(name);
  const parent = folders.find(({ id }) => id === parentId);
  if (!parent) throw fail('folder-gone', say('engine-operations.parentGone'), { step: 'operation' });
  if (parent.delimiter === null) throw fail('unsupported', say('engine-operations.noInferiors'), { step: 'operation' });
  if (name.includes(parent.delimiter)) throw fail('invalid-input', say('engine-operations.delimiter', { delimiter: parent.delimiter }), { step: 'operation' });
  return `${parent.wireName}${parent.delimiter}${session.wireName(name)}`;
}

/** The records with another path for a folder and all below it. */
export function withPath(folders: readonly FolderRecord[], id: FolderId, path: string): FolderRecord[] {
  const own = folders.find((folder) => folder.id === id);
  if (!own) return [...folders];
  return folders.map((folder) => {
    if (folder.accountId !== own.accountId || !isBelowOrSame(folder.path, own.path)) return folder;
    const now = path + folder.path.slice(own.path.length);
    return { ...folder, path: now, name: lastLevel(now) };
  });
}
