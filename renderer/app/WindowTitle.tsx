/** The title of the window: the folder or view, and how much in it is unread. */
import { useCallback, useEffect } from 'react';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useShared } from '../engine/use-shared.ts';
import type { Place } from './place.ts';

/** Milliseconds. */
const A_FRAME = 20;

export const WindowTitle = ({ place }: { readonly place: Place | null }) => {
  const unread = useUnread(place);
  const name = place?.title;
  // After the frame: it crosses to another process, and nobody waits for it.
  useEffect(() => {
    if (name === undefined) return undefined;
    const timer = setTimeout(() => { document.title = `${name}${unread ? ` (${unread})` : ''} · Godwit`; }, A_FRAME);
    return () => clearTimeout(timer);
  }, [name, unread]);
  useEffect(() => () => { document.title = 'Godwit'; }, []);
  return null;
};

function useUnread(place: Place | null): number {
  const folderId = place?.folder?.id ?? null;
  const box = place?.view.kind === 'unified' ? place.view.box : null;
  const ofFolder = useShared('folders.tree', useCallback(({ value }: ProjectionState<'folders.tree'>) => value?.folders.find(({ id }) => id === folderId)?.unread ?? 0, [folderId]));
  const ofBox = useShared('folders.unified', useCallback(({ value }: ProjectionState<'folders.unified'>) => value?.boxes.find((one) => one.box === box)?.unread ?? 0, [box]));
  return folderId ? ofFolder : ofBox;
}
