/** Rows can be taken hold of: the selected ones all together, another one alone; for other programs it is the file of the one under the pointer. */
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { dragMessages } from '../../design/drag.ts';
import { idsOf, idsOfAll, leadOf, type ListRow } from './list-row.ts';
import { subjectOf } from './row-words.ts';
import { isSelected, type Selection } from './selection.ts';
import { useMessageOut } from './use-message-out.ts';

export interface RowDragInput {
  readonly rowAt: (index: number) => ListRow | undefined;
  readonly rows: readonly ListRow[];
  readonly selection: Selection;
  /** More of them is on its way: what is selected is not taken hold of before it is whole. */
  readonly isSelecting: boolean;
}

/**
 * Answers a function to be told which row the pointer is over, or was pressed on: that one, and no other, is a thing to drag.
 * To make each of them one, and to end it, would be half of the work of drawing rows.
 */
export function useRowDrag(input: RowDragInput): (element: HTMLElement | null) => void {
  const out = useMessageOut();
  const latest = useRef(input);
  useLayoutEffect(() => { latest.current = input; });
  const held = useRef<{ readonly element: HTMLElement; readonly release: () => void } | null>(null);
  useEffect(() => () => {
    held.current?.release();
    held.current = null;
  }, []);
  const makeDraggable = useCallback((element: HTMLElement) => {
    const rowOf = (): ListRow | undefined => latest.current.rowAt(Number(element.dataset['index']));
    const onDown = (): void => {
      const row = rowOf();
      if (row) out.prepare(leadOf(row));
    };
    element.addEventListener('pointerdown', onDown);
    const release = dragMessages(element, {
      ids: (): readonly MessageId[] => {
        const row = rowOf();
        if (!row) return [];
        const { selection, rows, isSelecting } = latest.current;
        if (!isSelected(selection, row)) return idsOf(row);
        if (isSelecting) return [];
        // In the order of the list, as far as it is loaded.
        const loaded = idsOfAll(rows).filter((id) => selection.ids.has(id));
        return [...new Set([...loaded, ...selection.ids])];
      },
      words: (ids) => {
        const row = rowOf();
        return ids.length === 1 && row ? subjectOf(row) : t('list.dragged', { count: ids.length });
      },
      outside: () => {
        const row = rowOf();
        return row ? out.carried(leadOf(row)) : {};
      },
    });
    return () => {
      element.removeEventListener('pointerdown', onDown);
      release();
    };
  }, [out]);
  return useCallback((element: HTMLElement | null) => {
    if (element === (held.current?.element ?? null)) return;
    held.current?.release();
    held.current = element && { element, release: makeDraggable(element) };
  }, [makeDraggable]);
}
