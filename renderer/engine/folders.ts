/** Folders, live, by what is shown of them: where they are changes seldom, what they hold several times a second. */
import { useCallback } from 'react';
import type { FolderId } from '../../shared/ids.ts';
import type { FolderRow, UnifiedBoxRow } from '../../shared/model/folder.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import { t } from '../../shared/locales/t.ts';
import type { ProjectionState } from './projection-store.ts';
import { useShared } from './use-shared.ts';

export type FolderPlace = Omit<FolderRow, 'unread' | 'total' | 'syncing'>;
export type FolderCounts = Pick<FolderRow, 'unread' | 'total'>;

type State = ProjectionState<'folders.tree'>;

const placesOf = ({ value }: State): readonly FolderPlace[] => value?.folders.map(({ id, accountId, name, parentId, role, selectable, subscribed, was }) => ({ id, accountId, name: role === 'inbox' ? t('folders.inbox') : name, parentId, role, selectable, subscribed, ...(was ? { was } : {}) })) ?? [];
const rowsOf = ({ value }: State): readonly FolderRow[] => value?.folders ?? NO_ROWS;
const NO_ROWS: readonly FolderRow[] = [];
const failureOf = ({ failure }: State) => failure;
const NOTHING: FolderCounts = { unread: 0, total: 0 };

/** Also by an id from before it was moved, unless another folder has that now: what is on screen may be older. Pure. */
export const folderOf = <F extends Pick<FolderRow, 'id' | 'was'>>(folders: readonly F[], id: FolderId): F | undefined => folders.find((one) => one.id === id) ?? folders.find(({ was }) => was?.includes(id));

export const useFolderPlaces = (): readonly FolderPlace[] => useShared('folders.tree', placesOf);

const isKnown = ({ value, failure }: State): boolean => Boolean(value) || Boolean(failure);

/** Whether it is known by now which there are, or that it cannot be. */
export const useFoldersKnown = (): boolean => useShared('folders.tree', isKnown);

/** All of them: changes with every number. */
export const useFolderRows = (): readonly FolderRow[] => useShared('folders.tree', rowsOf);

/** Why the folders do not come, or no further. */
export const useFoldersFailure = () => useShared('folders.tree', failureOf);

export function useFolderCounts(id: FolderId): FolderCounts {
  return useShared('folders.tree', useCallback(({ value }: State) => {
    const folder = value ? byId(value.folders).get(id) : undefined;
    return folder ? { unread: folder.unread, total: folder.total } : NOTHING;
  }, [id]));
}

const indexes = new WeakMap<readonly FolderRow[], ReadonlyMap<FolderId, FolderRow>>();

/** Every row asks for its own, so the list is walked once for all of them. */
function byId(folders: readonly FolderRow[]): ReadonlyMap<FolderId, FolderRow> {
  const index = indexes.get(folders) ?? new Map(folders.map((folder) => [folder.id, folder]));
  indexes.set(folders, index);
  return index;
}

const NO_BOXES: readonly UnifiedBoxRow[] = [];
const boxesOf = ({ value }: ProjectionState<'folders.unified'>): readonly UnifiedBoxRow[] => value?.boxes ?? NO_BOXES;

/** The views across accounts: changes with every number. */
export const useBoxes = (): readonly UnifiedBoxRow[] => useShared('folders.unified', boxesOf);

export const useBoxCounts = (box: UnifiedBox): FolderCounts => useShared('folders.unified', useCallback(({ value }: ProjectionState<'folders.unified'>) => {
  const found = value?.boxes.find((one) => one.box === box);
  return found ? { unread: found.unread, total: found.total } : NOTHING;
}, [box]));
