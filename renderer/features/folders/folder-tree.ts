/** Folders and accounts as the tree to show. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';

export interface FolderNode {
  readonly folder: FolderRow;
  readonly children: readonly FolderNode[];
}

export interface AccountNode {
  readonly account: AccountSummary;
  readonly folders: readonly FolderNode[];
}

/** One node per account in the order given, its folders nested. A folder whose parent is not there stands at the top. */
export function buildTree(accounts: readonly AccountSummary[], folders: readonly FolderRow[]): AccountNode[] {
  const known = new Set(folders.map((folder) => folder.id));
  const byParent = new Map<FolderId | AccountId, FolderRow[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && folder.parentId !== folder.id && known.has(folder.parentId) ? folder.parentId : folder.accountId;
    const list = byParent.get(parent);
    if (list) list.push(folder);
    else byParent.set(parent, [folder]);
  }
  const nest = (parent: FolderId | AccountId): FolderNode[] => (byParent.get(parent) ?? []).map((folder) => ({ folder, children: nest(folder.id) }));
  return accounts.map((account) => ({ account, folders: nest(account.id) }));
}

/** The count on the right of a folder and in its name: drafts and junk show what they hold, the others what is unread, Sent and Trash nothing. */
export function countOf(folder: FolderRow): number {
  if (folder.role === 'drafts') return folder.total;
  return folder.role === 'sent' || folder.role === 'trash' ? 0 : folder.unread;
}

/** `Inbox, 12 unread`. */
export function folderName(folder: FolderRow): string {
  const count = countOf(folder);
  if (count === 0) return folder.name;
  return folder.role === 'drafts' ? `${folder.name}, ${count} ${count === 1 ? 'draft' : 'drafts'}` : `${folder.name}, ${count} unread`;
}
