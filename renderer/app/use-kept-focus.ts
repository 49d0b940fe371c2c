/** Where the list is drawn anew (another order, conversations), the row that had the focus is gone: the list takes it, once nothing else does. */
import { useEffect, useRef, type RefObject } from 'react';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';

/** Frames: a menu that closes gives the focus back after its motion. */
const PATIENCE = 40;

/** `listKey` names the list on screen. */
export function useKeptFocus(listKey: string, grid: RefObject<GridHandle | null>): void {
  const before = useRef(listKey);
  /** Where the focus was last, menus and dialogs left out: they give it back. */
  const pane = useRef<string | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      const own = target instanceof Element ? target.closest<HTMLElement>('[data-pane]') : null;
      if (own) pane.current = own.dataset['pane'] ?? null;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (before.current === listKey) return;
    before.current = listKey;
    let frame = 0;
    let left = PATIENCE;
    const look = (): void => {
      if (pane.current !== null && pane.current !== 'list') return;
      if (document.activeElement === document.body || document.activeElement === null) grid.current?.focus();
      else if (left-- > 0) frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [listKey, grid]);
}
