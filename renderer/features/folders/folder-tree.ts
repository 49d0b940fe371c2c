/** Folders and accounts as the tree to show. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';
import { t } from '../../../shared/locales/t.ts';
import type { AccountPlace } from '../../engine/accounts.ts';
import type { FolderPlace } from '../../engine/folders.ts';

export interface FolderNode {
  readonly folder: FolderPlace;
  readonly children: readonly FolderNode[];
}

export interface AccountNode {
  readonly account: AccountPlace;
  readonly folders: readonly FolderNode[];
}

/** One node per account in the order given, its folders nested. A folder whose parent is not there stands at the top. */
export function buildTree(accounts: readonly AccountPlace[], folders: readonly FolderPlace[]): AccountNode[] {
  const known = new Set(folders.map((folder) => folder.id));
  const byParent = new Map<FolderId | AccountId, FolderPlace[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && folder.parentId !== folder.id && known.has(folder.parentId) ? folder.parentId : folder.accountId;
    const list = byParent.get(parent);
    if (list) list.push(folder);
    else byParent.set(parent, [folder]);
  }
  const nest = (parent: FolderId | AccountId): FolderNode[] => (byParent.get(parent) ?? []).map((folder) => ({ folder, children: nest(folder.id) }));
  return accounts.map((account) => ({ account, folders: nest(account.id) }));
}

type Counted = Pick<FolderRow, 'role' | 'unread' | 'total'>;

/** The count on the right of a folder and in its name: drafts and junk show what they hold, the others what is unread, Sent and Trash nothing. */
export function countOf(folder: Counted): number {
  if (folder.role === 'drafts') return folder.total;
  return folder.role === 'sent' || folder.role === 'trash' ? 0 : folder.unread;
}

/** `Inbox, 12 unread`. */
export function folderName(folder: Counted & Pick<FolderRow, 'name'>): string {
  const count = countOf(folder);
  if (count === 0) return folder.name;
  return folder.role === 'drafts' ? t('folders.withDrafts', { name: folder.name, count }) : t('folders.withUnread', { name: folder.name, n: count });
}
