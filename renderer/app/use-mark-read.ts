/** A message that has been shown for a second counts as read. */
import { useEffect, useRef } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { useEngine } from '../engine/EngineProvider.tsx';

const DWELL = 1000;

/** `id` is the message on screen; `row` is its row if it is loaded. Marks once per opening: marking it unread by hand stays. */
export function useMarkRead(id: MessageId | null, row: Pick<MessageRow, 'id' | 'flags'> | undefined): void {
  const engine = useEngine();
  const latest = useRef(row);
  useEffect(() => { latest.current = row; });
  useEffect(() => {
    if (id === null) return;
    const wasUnread = latest.current?.id === id && !(latest.current.flags & FLAG.seen);
    if (!wasUnread) return;
    const timer = setTimeout(() => {
      const now = latest.current;
      if (now?.id !== id || now.flags & FLAG.seen) return;
      // A failure shows by itself: the message stays unread, and the engine's state line says why.
      void engine.call('messages.setFlags', { messageIds: [id], add: ['seen'], remove: [], unasked: true });
    }, DWELL);
    return () => clearTimeout(timer);
  }, [engine, id]);
}
