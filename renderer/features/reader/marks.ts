/** Performance marks of opening a message: `godwit:opened` when it is asked for, `godwit:painted` when its first text has been painted. */
import type { MessageId } from '../../../shared/ids.ts';

let asked: MessageId | null = null;

/** In render: the moment the reader learns what to show. Marks once for each. */
export function markOpened(id: MessageId | null): void {
  if (id === asked) return;
  asked = id;
  if (id === null) return;
  performance.clearMarks('godwit:opened');
  performance.clearMarks('godwit:painted');
  performance.mark('godwit:opened', { detail: id });
}

/** After the frame that shows it. Marks the first text after each `godwit:opened`. */
export function markPainted(): void {
  const of = asked;
  if (of === null || performance.getEntriesByName('godwit:painted').length > 0) return;
  requestAnimationFrame(() => {
    // What is queued now runs when this frame is on screen.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      if (asked === of && performance.getEntriesByName('godwit:painted').length === 0) performance.mark('godwit:painted', { detail: of });
    };
    port2.postMessage(null);
  });
}
