/** The focus goes from pane to pane by key, to where it was in each, and is never left nowhere. */
import { useEffect, useRef, type RefObject } from 'react';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { useStable } from './use-stable.ts';

const PANES = ['folders', 'list', 'reader', 'toasts'] as const;
type Pane = (typeof PANES)[number];

const START: Readonly<Record<Exclude<Pane, 'list'>, string>> = {
  folders: '[role=treegrid] [role=row][tabindex="0"], [role=treegrid][tabindex="0"], [role=treegrid] [role=row], button',
  reader: '[data-pane-start], article[tabindex], [role=toolbar] button, button, [tabindex="0"], textarea, input',
  toasts: 'button',
};
/** They give the focus back themselves. */
const OVER = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [data-pane=toasts]';
/** Frames: what closes gives the focus back after its motion. */
const PATIENCE = 3;

export interface Panes {
  readonly next: () => void;
  readonly previous: () => void;
}

export function usePanes(grid: RefObject<GridHandle | null>): Panes {
  const last = useRef(new Map<Pane, HTMLElement>());
  const lastPane = useRef<Pane>('list');

  /** True if something there has the focus now. */
  const enter = (pane: Pane): boolean => {
    const box = paneElement(pane);
    if (!box || !isShown(box)) return false;
    const before = last.current.get(pane);
    if (before && box.contains(before) && isShown(before)) before.focus();
    else if (pane === 'list') grid.current?.focus();
    else [...box.querySelectorAll<HTMLElement>(START[pane])].find(isShown)?.focus();
    if (!box.contains(document.activeElement)) firstIn(box)?.focus();
    return box.contains(document.activeElement);
  };
  const go = (step: 1 | -1): void => {
    const now = PANES.indexOf(paneOf(document.activeElement) ?? lastPane.current);
    for (let tries = 1; tries <= PANES.length; tries++) {
      const pane = PANES[(now + step * tries + PANES.length * tries) % PANES.length];
      if (pane && enter(pane)) return;
    }
  };
  const recover = useStable(() => {
    if (!isNowhere()) return;
    // The same place, then the list, then whatever there is.
    for (const pane of [lastPane.current, 'list', 'reader', 'folders'] as const) if (enter(pane)) return;
  });

  useEffect(() => {
    let frame = 0;
    let had: Element | null = null;
    const watch = (left: number): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        // What is still there was left by a click beside it.
        if (!isNowhere() || document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') || (had?.isConnected && isShown(had))) return;
        if (left > 0) watch(left - 1);
        else recover();
      });
    };
    const onIn = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      had = target;
      const pane = target.closest(OVER) ? null : paneOf(target);
      if (!pane) return;
      lastPane.current = pane;
      last.current.set(pane, target);
    };
    const onOut = ({ relatedTarget }: FocusEvent): void => { if (!relatedTarget) watch(PATIENCE); };
    const onUp = (): void => { if (isNowhere()) watch(PATIENCE); };
    document.addEventListener('focusin', onIn);
    document.addEventListener('focusout', onOut);
    // Where an element with the focus goes away no event tells.
    document.addEventListener('keyup', onUp);
    document.addEventListener('click', onUp);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('focusin', onIn);
      document.removeEventListener('focusout', onOut);
      document.removeEventListener('keyup', onUp);
      document.removeEventListener('click', onUp);
    };
  }, [recover]);

  return { next: () => go(1), previous: () => go(-1) };
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;
const paneElement = (pane: Pane): HTMLElement | null => document.querySelector<HTMLElement>(`[data-pane=${pane}]`);
const isShown = (element: Element): boolean => element.isConnected && element.checkVisibility({ visibilityProperty: true });
const firstIn = (box: HTMLElement): HTMLElement | undefined => [...box.querySelectorAll<HTMLElement>('button, input, textarea, [tabindex="0"], a[href]')].find((one) => isShown(one) && !one.hasAttribute('disabled'));

function paneOf(element: Element | null): Pane | null {
  const name = element?.closest<HTMLElement>('[data-pane]')?.dataset['pane'];
  return PANES.find((pane) => pane === name) ?? null;
}
