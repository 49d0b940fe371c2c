/** Messages dropped on a folder: moved or copied there, with Undo. */
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useEngine } from '../engine/EngineProvider.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import { useStable } from './use-stable.ts';

export function useDrop(folders: readonly FolderPlace[]): (ids: readonly MessageId[], folderId: FolderId, copy: boolean) => void {
  const engine = useEngine();
  const toasts = useToasts();
  return useStable((ids: readonly MessageId[], folderId: FolderId, copy: boolean) => void (async () => {
    const messageIds = [...ids];
    const result = copy ? await engine.call('messages.copy', { messageIds, to: folderId }) : await engine.call('messages.move', { messageIds, to: { folderId } });
    if (!result.ok) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    const { operationId } = result.value;
    const name = visibleLine(folders.find(({ id }) => id === folderId)?.name ?? '', 60);
    const undo = async (): Promise<void> => {
      const undone = await engine.call('activity.undo', { operationId });
      if (!undone.ok) toasts.show({ text: failureText(undone.failure), tone: 'error' });
    };
    toasts.show({ text: t(copy ? 'folders.messagesCopied' : 'folders.messagesMoved', { count: ids.length, name }), action: { label: t('actions.undo'), onAction: () => void undo() } });
  })());
}
