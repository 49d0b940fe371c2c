/** Where the window is: a folder, or a view across accounts. */
import { folderId, type AccountId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { ListView, UnifiedBox } from '../../shared/model/view.ts';
import { folderOf, type FolderPlace } from '../engine/folders.ts';

export interface Place {
  readonly view: ListView;
  /** The same text for the same place. */
  readonly key: string;
  readonly title: string;
  readonly role: FolderRole | 'unread';
  /** Null for a view across accounts, and for an inbox of which nothing is known yet. */
  readonly folder: FolderPlace | null;
  readonly accountId: AccountId | null;
}

export const placeKey = (view: ListView): string => (view.kind === 'folder' ? view.folderId : `all accounts ${view.box}`);

export const boxName = (box: UnifiedBox): string => t(`folders.box-${box}`);

/** Null if the folder is not there. */
export function placeOf(view: ListView, folders: readonly FolderPlace[]): Place | null {
  if (view.kind === 'unified') return { view, key: placeKey(view), title: boxName(view.box), role: view.box, folder: null, accountId: null };
  const folder = folderOf(folders, view.folderId);
  const now: ListView = folder && folder.id !== view.folderId ? { kind: 'folder', folderId: folder.id } : view;
  return folder ? { view: now, key: placeKey(now), title: folder.name, role: folder.role, folder, accountId: folder.accountId } : null;
}

/** The inbox of an account whose folders are on their way: every account has one (RFC 3501 5.1). */
export function awaitedInbox(accountId: AccountId): Place {
  const view: ListView = { kind: 'folder', folderId: folderId(accountId, 'INBOX') };
  return { view, key: placeKey(view), title: t('folders.inbox'), role: 'inbox', folder: null, accountId };
}

export const isAwaited = ({ view, folder }: Place): boolean => view.kind === 'folder' && folder === null;
