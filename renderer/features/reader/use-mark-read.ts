/** A message that is open and on screen counts as read, as soon as the user wants it to. */
import { useEffect, useRef } from 'react';
import { splitMessageId, type FolderId, type MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { useFolderRights } from '../../engine/abilities.ts';
import { askedFlags, onAskedFlags } from '../../engine/asked-flags.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useReading } from './use-reading.ts';

/** `flags` null while they are not known. Marks once for each opening: what is marked unread by hand stays so. */
export function useMarkRead(id: MessageId | null, flags: number | null, isSeen: boolean): void {
  const engine = useEngine();
  const { readAfter } = useReading();
  const may = useMay(id);
  const done = useRef<MessageId | null>(null);
  const isKnown = flags !== null;
  const isRead = isKnown && (flags & FLAG.seen) !== 0;
  const latest = useRef(isRead);
  useEffect(() => { latest.current = isRead; });
  // Said by hand before it was on screen: that stays.
  useEffect(() => {
    const heed = (): void => {
      const asked = id === null ? undefined : askedFlags().get(id);
      if (asked && ((asked.add | asked.remove) & FLAG.seen) !== 0) done.current = id;
    };
    heed();
    const off = onAskedFlags(heed);
    return () => void off();
  }, [id]);
  useEffect(() => {
    if (id === null || !isKnown || !isSeen || readAfter === null || !may || done.current === id) return;
    // Read already: from now on it is for the user to say.
    if (latest.current) {
      done.current = id;
      return;
    }
    const timer = setTimeout(() => {
      if (done.current === id) return;
      done.current = id;
      // A failure shows by itself: the message stays unread, and the engine's state line says why.
      if (!latest.current) void engine.call('messages.setFlags', { messageIds: [id], add: ['seen'], remove: [], unasked: true });
    }, readAfter * 1000);
    return () => clearTimeout(timer);
  }, [engine, id, isKnown, isSeen, readAfter, may]);
}

/** Where the server keeps nobody's word for what was read, nothing is asked of it. */
const useMay = (id: MessageId | null): boolean => useFolderRights(id === null ? NOWHERE : splitMessageId(id).folderId)?.markRead !== false;
const NOWHERE = '' as FolderId;
