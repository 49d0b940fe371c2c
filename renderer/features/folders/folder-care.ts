/** What can be done with a folder, and what it does to the messages in it, in words. Pure. */
import type { FolderId } from '../../../shared/ids.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';

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
  readonly empties: 'Trash' | 'Junk' | null;
  /** To Trash and back, or for good because it is in Trash already or there is none. */
  readonly deletes: 'to-trash' | 'for-good' | null;
}

export function offersOf(folder: Placed, folders: readonly Placed[]): FolderOffers {
  const isOwn = folder.role === 'none';
  const trash = folders.find(({ accountId, role }) => accountId === folder.accountId && role === 'trash');
  const goes = trash && !withBelow(folders, trash.id).some(({ id }) => id === folder.id);
  return {
    isOwn,
    empties: folder.role === 'trash' ? 'Trash' : folder.role === 'junk' ? 'Junk' : null,
    deletes: isOwn ? (goes ? 'to-trash' : 'for-good') : null,
  };
}

/** `2 folders in it and 340 messages`; what a deletion takes along. */
export function takenAlong(folders: readonly Counted[], id: FolderId): string {
  const all = withBelow(folders, id);
  const messages = all.reduce((sum, { total }) => sum + total, 0);
  const below = all.length - 1;
  return [below > 0 ? `${counted(below, 'folder')} in it` : '', messages > 0 ? counted(messages, 'message') : ''].filter(Boolean).join(' and ');
}

export const movedWords = (name: string, along: string): string => `Folder “${name}” moved to Trash${along ? ` with ${along}` : ''}.`;

export function deleteWords(along: string): string {
  return `${along ? `It is removed from the server and from every device, with ${along}.` : 'It is empty. It is removed from the server and from every device.'} This cannot be undone.`;
}

export function emptyWords(total: number): string {
  return `${counted(total, 'message')} ${total === 1 ? 'is' : 'are'} removed from the server and from every device. This cannot be undone.`;
}

/** What is wrong with a name as typed; null if the server may be asked. */
export function nameProblem(name: string, siblings: readonly string[]): string | null {
  const typed = name.trim();
  if (typed === '') return 'A folder needs a name.';
  if (typed.length > 200) return 'This name is too long.';
  return siblings.some((sibling) => sibling.toLowerCase() === typed.toLowerCase()) ? 'There is a folder of that name here already.' : null;
}

const counted = (n: number, word: string): string => `${n.toLocaleString('en-GB')} ${word}${n === 1 ? '' : 's'}`;
