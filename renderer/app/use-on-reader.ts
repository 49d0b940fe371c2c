/** What is asked of the open message while the reader is still on its way to it: done once that is there, and never to the one before. */
import type { RefObject } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import type { ReaderHandle } from '../features/reader/reader-actions.ts';
import { useNewest, useStable } from './use-stable.ts';

/** Milliseconds: its text may never come, nor the message itself. */
const PATIENCE = 3_000;

/** Null where no message is open. `isWhole`: not before its text is there as well. */
export type OnReader = (does: (reader: ReaderHandle | null) => void, isWhole?: boolean) => void;

/** `openId`: what is to be in the reader; null for nothing, and for several. Something else opened meanwhile, and it is not done at all. */
export function useOnReader(reader: RefObject<ReaderHandle | null>, openId: MessageId | null): OnReader {
  const isOpen = useNewest((meant: MessageId | null) => openId === meant);
  return useStable((does, isWhole = false) => {
    const until = performance.now() + PATIENCE;
    const look = (): void => {
      if (!isOpen(openId)) return;
      const here = reader.current;
      const isLate = performance.now() > until;
      if (openId === null || (here?.isAt(openId) && (isLate || !isWhole || !here.isLoading()))) does(here);
      else if (!isLate) requestAnimationFrame(look);
    };
    look();
  });
}
