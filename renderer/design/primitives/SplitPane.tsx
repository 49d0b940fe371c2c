/** A divider between two panes: dragged, moved by arrow keys, reset by a double click, remembered. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { direction } from '../../../shared/locales/t.ts';
import styles from './SplitPane.module.css';

export interface PaneSize {
  readonly size: number;
  readonly setSize: (size: number) => void;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** What it shrinks to at once when it is made much narrower than `min`; null: it does not. */
  readonly small: number | null;
}

/** The width of a pane in px, kept in localStorage under `key` and always between the bounds, or `small`. */
export function usePaneSize(key: string, initial: number, min: number, max: number, small: number | null = null): PaneSize {
  const fit = useCallback((next: number) => (small !== null && next < (small + min) / 2 ? small : clamp(Math.round(next), min, max)), [min, max, small]);
  const [size, setRaw] = useState(() => fit(Number(readStored(key) ?? initial) || initial));
  const setSize = useCallback((next: number) => setRaw(fit(next)), [fit]);
  useEffect(() => writeStored(key, String(size)), [key, size]);
  return { size, setSize, initial, min, max, small };
}

export interface DividerProps {
  /** What it resizes, for assistive technology: "Width of the folder list". */
  readonly label: string;
  readonly pane: PaneSize;
}

const STEP = 16;
/** The pane lies before the divider: where it grows to. */
const along = (): 1 | -1 => (direction() === 'rtl' ? -1 : 1);

export function Divider({ label, pane }: DividerProps) {
  const start = useRef<{ x: number; size: number } | null>(null);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, size: pane.size };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (start.current) pane.setSize(start.current.size + along() * (event.clientX - start.current.x));
  };
  const onPointerEnd = (): void => {
    start.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = { ArrowLeft: stepped(pane, -along() * STEP), ArrowRight: stepped(pane, along() * STEP), Home: pane.small ?? pane.min, End: pane.max, Enter: pane.initial }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    pane.setSize(next);
  };

  return (
    <div
      className={styles.divider}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={pane.size}
      aria-valuemin={pane.small ?? pane.min}
      aria-valuemax={pane.max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={() => pane.setSize(pane.initial)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Over the widths between `small` and `min` that there are not. */
function stepped({ size, min, small }: PaneSize, by: number): number {
  if (small !== null && size === small) return by > 0 ? min : small;
  return small !== null && size + by < min && size <= min ? small : size + by;
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`godwit.${key}`);
  } catch {
    return null; // storage may be denied; a size is not worth an error
  }
}

function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(`godwit.${key}`, value);
  } catch {
    // full or denied: the size holds for this window only
  }
}
