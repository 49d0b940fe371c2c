/** The favourites in the order the user gave them; those without a place last, as the tree has them. Pure. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { FolderPlace } from '../../engine/folders.ts';

export function favouritesOf<F extends Pick<FolderPlace, 'id' | 'selectable'>>(folders: readonly F[], choices: Settings['folders']): F[] {
  const placeOf = ({ id }: F): number => choices[id]?.favouritePlace ?? Number.MAX_SAFE_INTEGER;
  return folders.filter(({ id, selectable }) => selectable && choices[id]?.favourite === true).toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Everybody's place once one was moved; a place beyond the ends is the end. */
export function placesAfter(favourites: readonly Pick<FolderPlace, 'id'>[], from: number, to: number): Record<FolderId, { favouritePlace: number }> {
  const ids = favourites.map(({ id }) => id);
  const [moved] = ids.splice(from, 1);
  if (moved !== undefined) ids.splice(Math.max(0, to), 0, moved);
  return Object.fromEntries(ids.map((id, place) => [id, { favouritePlace: place }]));
}
