/** Marks all of the folder or view on screen as read; why there is nothing to do is said. */
import { useCallback } from 'react';
import { t } from '../../shared/locales/t.ts';
import type { ListView } from '../../shared/model/view.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useRights } from '../engine/abilities.ts';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useShared } from '../engine/use-shared.ts';
import { useFolderCommand } from '../features/folders/use-folder-command.ts';
import type { Place } from './place.ts';
import { useStable } from './use-stable.ts';

/** `place`: null while hits of a search are shown. They are of many folders, and nobody means all of those. */
export function useMarkAllRead(place: Place | null): () => void {
  const { run } = useFolderCommand();
  const toasts = useToasts();
  const rights = useRights();
  const hasUnread = useHasUnread(place?.view ?? null);
  return useStable(() => {
    if (!place) return void toasts.show({ text: t('actions.whyNoFolder'), seconds: 4 });
    const { view, title: name } = place;
    if (view.kind === 'folder' && rights[view.folderId]?.markRead === false) return void toasts.show({ text: t('actions.whyNo-markRead', { folder: name }), seconds: 4 });
    if (!hasUnread) return void toasts.show({ text: t('actions.whyNoUnread', { folder: name }), seconds: 4 });
    void run('folders.markRead', { view }, t('folders.allRead', { name }));
  });
}

/** Not the number: that changes all the time. */
function useHasUnread(view: ListView | null): boolean {
  const [folderId, box] = [view?.kind === 'folder' ? view.folderId : null, view?.kind === 'unified' ? view.box : null];
  const inFolder = useShared('folders.tree', useCallback(({ value }: ProjectionState<'folders.tree'>) => (value?.folders.find(({ id }) => id === folderId)?.unread ?? 0) > 0, [folderId]));
  // Of what is flagged the engine counts all, not what is unread.
  const inBox = useShared('folders.unified', useCallback(({ value }: ProjectionState<'folders.unified'>) => { const found = value?.boxes.find((one) => one.box === box); return (box === 'flagged' ? found?.total ?? 0 : found?.unread ?? 0) > 0; }, [box]));
  return inFolder || inBox;
}
