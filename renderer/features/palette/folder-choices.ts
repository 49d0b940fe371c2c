/** Folders as choices: whose they are, where they are, and the one that can be made from what was typed. Pure. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import type { Entry } from './ranking.ts';

export interface FolderChoice extends Entry {
  readonly folder: FolderPlace;
}

export interface FolderFacts {
  readonly accounts: readonly { readonly id: AccountId; readonly email: string }[];
  readonly near: AccountId | null;
  readonly filled: Readonly<Record<string, { readonly filledAt?: number | undefined }>>;
  /** Those that only hold other folders, too. */
  readonly withHolders?: boolean;
}

export interface NewFolder {
  readonly accountId: AccountId;
  readonly parent: FolderPlace | null;
  readonly name: string;
}

const BETWEEN = ' / ';

/** Those of the account at hand first, then the other accounts in their order. */
export function folderChoices(folders: readonly FolderPlace[], { accounts, near, filled, withHolders = false }: FolderFacts): FolderChoice[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const order = [...accounts.filter(({ id }) => id === near), ...accounts.filter(({ id }) => id !== near)];
  return order.flatMap(({ id, email }) => folders.filter(({ accountId, selectable }) => accountId === id && (selectable || withHolders)).map((folder): FolderChoice => {
    const parents = parentsOf(folder, byId);
    return {
      id: folder.id,
      label: [...parents, folder.name].join(BETWEEN),
      lead: parents.length === 0 ? undefined : parents.join(BETWEEN).length,
      detail: accounts.length > 1 ? email : undefined,
      words: folder.role === 'none' ? undefined : folder.role,
      group: email,
      chosenAt: filled[folder.id]?.filledAt ?? 0,
      isNear: id === near,
      folder,
    };
  }));
}

/** `Name`, or `Parent/Name` where there is such a parent. Null where there is that folder already, or no account. */
export function newFolderOf(typed: string, folders: readonly FolderPlace[], accountId: AccountId | null): NewFolder | null {
  if (accountId === null) return null;
  const own = folders.filter((folder) => folder.accountId === accountId);
  const byId = new Map(own.map((folder) => [folder.id, folder]));
  const pathOf = (folder: FolderPlace): string => [...parentsOf(folder, byId), folder.name].join('/').toLowerCase();
  const levels = typed.split('/').map((level) => level.trim()).filter(Boolean);
  const name = levels.at(-1);
  if (name === undefined) return null;
  if (own.some((folder) => pathOf(folder) === levels.join('/').toLowerCase())) return null;
  if (levels.length === 1) return { accountId, parent: null, name };
  const above = levels.slice(0, -1).join('/').toLowerCase();
  const parent = own.find((folder) => pathOf(folder) === above);
  return parent ? { accountId, parent, name } : null;
}

function parentsOf(folder: FolderPlace, byId: ReadonlyMap<FolderId, FolderPlace>): string[] {
  const names: string[] = [];
  // A tree that bites its tail ends here.
  for (let up = folder.parentId; up !== null && names.length < 50; up = byId.get(up)?.parentId ?? null) names.unshift(byId.get(up)?.name ?? '');
  return names.filter(Boolean);
}
