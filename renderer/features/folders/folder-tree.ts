/** Folders and accounts as the tree to show. Pure. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { UNIFIED_BOXES, type UnifiedBox } from '../../../shared/model/view.ts';
import { t } from '../../../shared/locales/t.ts';
import type { Foreign } from '../../engine/abilities.ts';
import type { AccountPlace } from '../../engine/accounts.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import { favouritesOf } from './favourites.ts';

export interface FolderNode {
  readonly folder: FolderPlace;
  readonly children: readonly FolderNode[];
}

/** Folders that are not the user's own. Of other people the first level says who. */
export interface ForeignGroup {
  readonly kind: 'other' | 'shared';
  readonly folders: readonly FolderNode[];
}

export interface AccountNode {
  readonly account: AccountPlace;
  readonly folders: readonly FolderNode[];
  readonly groups: readonly ForeignGroup[];
}

export interface PaneTree {
  readonly favourites: readonly FolderPlace[];
  readonly boxes: readonly UnifiedBox[];
  readonly accounts: readonly AccountNode[];
}

export interface TreeInput {
  readonly accounts: readonly AccountPlace[];
  readonly folders: readonly FolderPlace[];
  readonly foreign: Foreign;
  readonly choices: Pick<Settings, 'folders' | 'accounts' | 'folderPane'>;
}

/** One account has its own inbox, Sent and so on in sight; what goes through all its folders is worth a row all the same. */
const SHORT: readonly UnifiedBox[] = ['flagged', 'unread'];
export const boxesFor = (accounts: number): readonly UnifiedBox[] => (accounts === 0 ? [] : accounts === 1 ? SHORT : UNIFIED_BOXES);

export function buildPane({ accounts, folders, foreign, choices }: TreeInput): PaneTree {
  const shown = choices.folderPane.onlySubscribed ? subscribedOnly(folders) : folders;
  return {
    favourites: favouritesOf(folders, choices.folders),
    boxes: boxesFor(accounts.length),
    accounts: buildTree(inOrder(accounts, choices.accounts), shown, foreign),
  };
}

/** By the place the user gave them; those without come last, as they are. */
export function inOrder<A extends Pick<AccountPlace, 'id'>>(accounts: readonly A[], choices: Settings['accounts']): A[] {
  return accounts.toSorted((a, b) => (choices[a.id]?.place ?? Infinity) - (choices[b.id]?.place ?? Infinity) || 0);
}

/** Those with what they lie in; and those that the account needs, whatever other programs show. */
function subscribedOnly<F extends Pick<FolderPlace, 'id' | 'parentId' | 'role' | 'subscribed'>>(folders: readonly F[]): F[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const kept = new Set<FolderId>();
  for (const folder of folders) {
    if (!folder.subscribed && folder.role !== 'inbox') continue;
    for (let at: F | undefined = folder; at && !kept.has(at.id); at = at.parentId === null ? undefined : byId.get(at.parentId)) kept.add(at.id);
  }
  return folders.filter(({ id }) => kept.has(id));
}

/** One node per account in the order given, its folders nested. A folder whose parent is not there stands at the top. */
export function buildTree(accounts: readonly AccountPlace[], folders: readonly FolderPlace[], foreign: Foreign = {}): AccountNode[] {
  const known = new Set(folders.map((folder) => folder.id));
  const byParent = new Map<FolderId | AccountId, FolderPlace[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && folder.parentId !== folder.id && known.has(folder.parentId) ? folder.parentId : folder.accountId;
    const list = byParent.get(parent);
    if (list) list.push(folder);
    else byParent.set(parent, [folder]);
  }
  const nest = (parent: FolderId | AccountId): FolderNode[] => (byParent.get(parent) ?? []).map((folder) => ({ folder, children: nest(folder.id) }));
  return accounts.map((account) => {
    const top = nest(account.id);
    const groups = (['other', 'shared'] as const).flatMap((kind): ForeignGroup[] => {
      const own = top.filter(({ folder }) => foreign[folder.id] === kind);
      // What only holds the others is what the group is called by.
      const inside = own.flatMap((node) => (!node.folder.selectable && node.children.length > 0 ? node.children : [node]));
      return inside.length > 0 ? [{ kind, folders: inside }] : [];
    });
    return { account, folders: top.filter(({ folder }) => foreign[folder.id] === undefined), groups };
  });
}

type Counted = Pick<FolderRow, 'role' | 'unread' | 'total'>;

/** The count on the right of a folder and in its name: drafts show what they hold, the others what is unread, Sent and Trash nothing. */
export function countOf(folder: Counted): number {
  if (folder.role === 'drafts') return folder.total;
  return folder.role === 'sent' || folder.role === 'trash' ? 0 : folder.unread;
}

/** Of a view across accounts. */
export function boxCount(box: UnifiedBox, counts: Pick<FolderRow, 'unread' | 'total'>): number {
  return box === 'flagged' || box === 'unread' ? counts.total : countOf({ role: box, ...counts });
}

/** `Inbox, 12 unread`. */
export function folderName(folder: Counted & Pick<FolderRow, 'name'>): string {
  const count = countOf(folder);
  if (count === 0) return folder.name;
  return folder.role === 'drafts' ? t('folders.withDrafts', { name: folder.name, count }) : t('folders.withUnread', { name: folder.name, n: count });
}

/** `Drafts of all accounts, 3 drafts`: told apart from the folder of that name. */
export function boxWords(box: UnifiedBox, counts: Pick<FolderRow, 'unread' | 'total'>): string {
  const name = box === 'inbox' ? t('folders.box-inbox') : t('folders.boxOfAll', { name: t(`folders.box-${box}`) });
  const n = boxCount(box, counts);
  if (n === 0) return name;
  if (box === 'flagged') return t('folders.withMessages', { name, count: n });
  return box === 'drafts' ? t('folders.withDrafts', { name, count: n }) : t('folders.withUnread', { name, n });
}
