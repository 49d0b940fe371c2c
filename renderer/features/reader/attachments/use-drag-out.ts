/** Dragging an attachment to another program: by an address that is fetched where it is dropped, or by the host. */
import { useRef, type DragEvent } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { t } from '../../../../shared/locales/t.ts';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { dragOutValue, GOOD_FOR } from '../../../engine/offered.ts';
import { useStateOf } from '../use-state-of.ts';

/** What `DownloadURL` is to carry; 'host': the host does it by itself. */
type Offer = string | 'host';

/** The properties of the element that is taken hold of. */
export function useDragOut(messageId: MessageId, section: string) {
  const engine = useEngine();
  const toasts = useToasts();
  const [offer, setOffer] = useStateOf<Offer | null>(messageId, null);
  const asked = useRef<{ readonly of: MessageId; readonly at: number } | null>(null);
  // Asked for when a drag may begin: the drag itself cannot wait for an address.
  const prepare = (): void => {
    if (asked.current?.of === messageId && Date.now() - asked.current.at < GOOD_FOR) return;
    asked.current = { of: messageId, at: Date.now() };
    void engine.call('attachments.offer', { messageId, section }).then((answer) => {
      if (answer.ok) setOffer(answer.value.byHost ? 'host' : answer.value.path === null ? null : dragOutValue(answer.value.name, answer.value.path));
    });
  };
  const dragByHost = (): void => {
    const drag = new AbortController();
    const once = { once: true, signal: drag.signal };
    for (const end of ['pointerup', 'pointercancel', 'blur']) window.addEventListener(end, () => drag.abort(), once);
    void engine.call('attachments.drag', { messageId, section }, { signal: drag.signal }).then((answer) => {
      drag.abort();
      if (!answer.ok && answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('attachments.notDragged', { reason: failureText(answer.failure) }) });
    });
  };
  return {
    draggable: true,
    onPointerEnter: prepare,
    // The message may have changed under a pointer that rests.
    onPointerMove: prepare,
    onDragStart: (event: DragEvent) => {
      if (offer === null || offer === 'host') event.preventDefault();
      if (offer === 'host') return dragByHost();
      if (offer === null) return;
      event.dataTransfer.effectAllowed = 'copy';
      event.dataTransfer.setData('DownloadURL', offer);
    },
    // An address is good for one drop.
    onDragEnd: () => {
      asked.current = null;
      setOffer(null);
      prepare();
    },
  };
}
