/** What the rows of the folder tree are called. A folder's row is called like the folder. Pure. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import { UNIFIED_BOXES, type ListView, type UnifiedBox } from '../../../shared/model/view.ts';

export const FAVOURITES = 'favourites';
export const VIEWS = 'views';
const FAVOURITE = 'favourite ';
const BOX = 'all accounts ';

export const favouriteKey = (id: FolderId): string => `${FAVOURITE}${id}`;
export const boxKey = (box: UnifiedBox): string => `${BOX}${box}`;
/** Of the folders of an account that are not the user's own. */
export const groupKey = (kind: 'other' | 'shared', id: AccountId): string => `${kind} ${id}`;

/** What choosing the row shows; null for a row that only holds others. */
export function viewOfKey(key: string, isFolder: (id: string) => boolean): ListView | null {
  if (key.startsWith(BOX)) {
    const box = UNIFIED_BOXES.find((one) => boxKey(one) === key);
    return box ? { kind: 'unified', box } : null;
  }
  const id = key.startsWith(FAVOURITE) ? key.slice(FAVOURITE.length) : key;
  return isFolder(id) ? { kind: 'folder', folderId: id as FolderId } : null;
}

export const keyOfView = (view: ListView): string => (view.kind === 'unified' ? boxKey(view.box) : view.folderId);

export const isSameView = (a: ListView | null, b: ListView | null): boolean => (a && b ? keyOfView(a) === keyOfView(b) : a === b);
