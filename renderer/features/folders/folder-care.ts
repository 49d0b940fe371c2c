/** What can be done with a folder, and what it does to the messages in it, in words. Pure. */
import type { FolderId } from '../../../shared/ids.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';
import { t } from '../../../shared/locales/t.ts';
import { listWords } from '../../../shared/text/locale.ts';

type Placed = Pick<FolderRow, 'id' | 'accountId' | 'parentId' | 'role' | 'name'>;
type Counted = Placed & Pick<FolderRow, 'total'>;

/** The folder with all below it, itself first. */
export function withBelow<F extends Pick<FolderRow, 'id' | 'parentId'>>(folders: readonly F[], id: FolderId): F[] {
  const found = folders.filter((folder) => folder.id === id);
  const seen = new Set([id]);
  for (let at = 0; at < found.length; at++) {
    for (const folder of folders) {
      if (folder.parentId !== found[at]?.id || seen.has(folder.id)) continue;
      seen.add(folder.id);
      found.push(folder);
    }
  }
  return found;
}

export interface FolderOffers {
  /** The account needs it as it is: no other name, not gone. */
  readonly isOwn: boolean;
  readonly empties: 'trash' | 'junk' | null;
  /** To Trash and back, or for good because it is in Trash already or there is none. */
  readonly deletes: 'to-trash' | 'for-good' | null;
}

export function offersOf(folder: Placed, folders: readonly Placed[]): FolderOffers {
  const isOwn = folder.role === 'none';
  const trash = folders.find(({ accountId, role }) => accountId === folder.accountId && role === 'trash');
  const goes = trash && !withBelow(folders, trash.id).some(({ id }) => id === folder.id);
  return {
    isOwn,
    empties: folder.role === 'trash' || folder.role === 'junk' ? folder.role : null,
    deletes: isOwn ? (goes ? 'to-trash' : 'for-good') : null,
  };
}

/** `2 folders in it and 340 messages`; what a deletion takes along. */
export function takenAlong(folders: readonly Counted[], id: FolderId): string {
  const all = withBelow(folders, id);
  const messages = all.reduce((sum, { total }) => sum + total, 0);
  const below = all.length - 1;
  return listWords([below > 0 ? t('folders.foldersInIt', { count: below }) : '', messages > 0 ? t('folders.messages', { count: messages }) : ''].filter(Boolean));
}

export const movedWords = (name: string, along: string): string => (along ? t('folders.movedWith', { name, along }) : t('folders.moved', { name }));

export const deleteWords = (along: string): string => (along ? t('folders.deleteWith', { along }) : t('folders.deleteEmpty'));

export const emptyWords = (total: number): string => t('folders.emptyWords', { count: total });

/** What is wrong with a name as typed; null if the server may be asked. */
export function nameProblem(name: string, siblings: readonly string[]): string | null {
  const typed = name.trim();
  if (typed === '') return t('folders.nameMissing');
  if (typed.length > 200) return t('folders.nameTooLong');
  return siblings.some((sibling) => sibling.toLowerCase() === typed.toLowerCase()) ? t('folders.nameTaken') : null;
}

/** What a folder is called in the tree once it has another name, as far as one can tell. */
export const renamedKey = (id: FolderId, name: string): string => id.slice(0, id.lastIndexOf('/') + 1) + name;
