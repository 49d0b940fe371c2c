/** Puts tags on messages and takes them off: shown at once, told with Undo. */
import { useState } from 'react';
import type { OperationId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { takingUp } from '../../engine/taking-up.ts';
import { toggled, withChange, type TagChange, type TaggedMessage } from './tag-state.ts';

export interface Tagging {
  /** As they are once everything asked for is done. */
  readonly messages: readonly TaggedMessage[];
  toggle(tag: Tag): void;
}

/** `given`: as they were before; it may become known only after the first drawing. */
export function useTagging(given: readonly TaggedMessage[]): Tagging {
  const engine = useEngine();
  const toasts = useToasts();
  const [changes, setChanges] = useState<readonly TagChange[]>([]);
  const messages = changes.reduce<readonly TaggedMessage[]>(withChange, given);
  const changed = (change: TagChange): void => setChanges((before) => [...before, change]);

  const undo = async (operationId: OperationId): Promise<void> => {
    const answer = await takingUp(engine.call('activity.undo', { operationId }));
    if (!answer.ok) toasts.show({ tone: 'error', text: failureText(answer.failure) });
  };
  const toggle = async (tag: Tag): Promise<void> => {
    const change = toggled(messages, tag.keyword);
    changed(change);
    const answer = await takingUp(engine.call('messages.setKeywords', change));
    if (!answer.ok) {
      // Others may have been put on since.
      changed({ ...change, add: change.remove, remove: change.add });
      toasts.show({ tone: 'error', text: t('tags.notTagged', { reason: failureText(answer.failure) }) });
      return;
    }
    const { operationId } = answer.value;
    const words = { count: change.messageIds.length, name: visibleLine(tag.name, 40) };
    toasts.show({ text: change.add.length > 0 ? t('tags.added', words) : t('tags.removed', words), action: { label: t('actions.undo'), undoes: operationId, onAction: () => void undo(operationId) } });
  };
  return { messages, toggle: (tag) => void toggle(tag) };
}
