/** While nothing is done, the lists near the one on screen are asked for: whoever goes there finds them. */
import { useEffect } from 'react';
import { useLine } from '../engine/EngineProvider.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import { warmList } from '../features/message-list/warm-list.ts';
import type { Place } from './place.ts';

const MOST = 8;
/** Milliseconds in which nobody goes anywhere. */
const REST = 800;

/** `isBusy`: the engine has more to do than to answer what nobody has asked. */
export function useWarmLists(place: Place, folders: readonly FolderPlace[], conversations: boolean, isBusy: boolean): void {
  const { client } = useLine();
  const folderId = place.folder?.id ?? null;
  useEffect(() => {
    if (!client || isBusy) return;
    const wanted = nearest(folders, folderId);
    let idle = 0;
    let stop = (): void => {};
    const next = (): void => {
      const folder = wanted.shift();
      if (folder) idle = requestIdleCallback(() => { stop = warmList(client, { kind: 'folder', folderId: folder.id }, conversations, next); });
    };
    const timer = setTimeout(next, REST);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
      stop();
    };
  }, [client, folders, folderId, conversations, isBusy]);
}

/** In the order of the tree, those beside it first; inboxes before all. */
export function nearest(folders: readonly FolderPlace[], folderId: FolderPlace['id'] | null): FolderPlace[] {
  const at = folders.findIndex(({ id }) => id === folderId);
  return folders
    .map((folder, index) => ({ folder, far: folder.role === 'inbox' ? -1 : Math.abs(index - at) }))
    .filter(({ folder: { id, selectable } }) => selectable && id !== folderId)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ folder }) => folder);
}
