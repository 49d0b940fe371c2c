/** A row of the folder tree that takes what is dropped on it: its state in the row's `data-drop`, and why it takes nothing. */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { attachRow, type Dragged, type RowDrag } from './row-drag.ts';

export type RowDragInput = Omit<RowDrag, 'onOver'>;

/** `inside` is an element in the row. Answers the reason to show while what cannot be dropped is over it. */
export function useRowDrag(inside: RefObject<HTMLElement | null>, input: RowDragInput): string | null {
  const [why, setWhy] = useState<string | null>(null);
  const newest = useRef(input);
  useLayoutEffect(() => { newest.current = input; });
  useEffect(() => {
    const row = inside.current?.closest<HTMLElement>('[role=row]');
    if (!row) return;
    return attachRow(row, {
      holds: () => newest.current.holds(),
      whyNot: (dragged: Dragged) => newest.current.whyNot(dragged),
      copies: (dragged, keys) => newest.current.copies(dragged, keys),
      onDrop: (dragged, copy) => newest.current.onDrop(dragged, copy),
      onRest: () => newest.current.onRest(),
      onOver: (over) => {
        setWhy(over?.why ?? null);
        if (over) row.dataset['drop'] = over.why === null ? 'yes' : 'no';
        else delete row.dataset['drop'];
      },
    });
  }, [inside]);
  return why;
}
