/** Opens and closes the composer; what was being written is offered again, never dropped. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { allUnsent, type Unsent } from '../features/compose/unsent.ts';
import { isOf, NOT_WRITING, type Writing } from './writing.ts';

export interface WritingHandle {
  readonly writing: Writing;
  readonly write: (writing: Writing) => void;
  /** The composer is done: sent or discarded. */
  readonly close: () => void;
  /** Something else is to be shown; the text is kept and offered. */
  readonly putAside: () => void;
}

/** The composer keeps its text when it leaves the screen; a moment later it can be found. */
const SETTLE = 60;

export function useWriting(): WritingHandle {
  const [writing, write] = useState<Writing>(NOT_WRITING);
  const toasts = useToasts();
  const close = useCallback(() => write(NOT_WRITING), []);

  const offer = useCallback((unsent: Unsent | undefined, text: string): number | null => (unsent
    ? toasts.show({ text, seconds: 15, action: { label: 'Continue writing', onAction: () => write({ kind: 'letter', initial: unsent.initial }) } })
    : null), [toasts]);

  // After a crash or a reload. Whoever writes by then has no use for the offer, and it would lie over Send.
  const isWriting = writing.kind !== 'none';
  const offered = useRef<number | null>(null);
  useEffect(() => {
    const id = offer(allUnsent()[0], 'A message you were writing was kept.');
    offered.current = id;
    return () => { if (id !== null) toasts.dismiss(id); };
  }, [offer, toasts]);
  useEffect(() => {
    if (isWriting && offered.current !== null) toasts.dismiss(offered.current);
  }, [isWriting, toasts]);

  return {
    writing,
    write,
    close,
    putAside: () => {
      if (writing.kind === 'none') return;
      close();
      setTimeout(() => offer(allUnsent().find(({ initial }) => isOf(writing, initial)), 'Your message is kept.'), SETTLE);
    },
  };
}
