/** What the mouse does in the list: select, take in and out, act, open, ask for the menu. */
import type { MouseEvent, RefObject } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { idsOf, leadOf, type ListRow } from './list-row.ts';
import { isRowAction, takesAway, type OnRowAction } from './row-actions.ts';
import { isSelected, selectOnly, toggle, type Selection } from './selection.ts';

export interface GridPointerInput {
  readonly rowAt: (index: number) => ListRow | undefined;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** Everything from the anchor to a row. */
  readonly onExtend: (index: number) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly onMenu: (at: { x: number; y: number }, row: ListRow) => void;
  /** Set while the selection comes from the pointer: what is under it does not scroll. */
  readonly byPointer: RefObject<boolean>;
  /** Whether a press at this time is the second of a double click. */
  readonly isSecondPress: (at: number) => boolean;
}

export function gridPointer({ rowAt, selection, onSelect, onExtend, onOpen, onAction, onMenu, byPointer, isSecondPress }: GridPointerInput) {
  const onMouseDown = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!hit || !row) return;
    if (hit.action) return event.preventDefault(); // acts on click, and must not select
    // Its menu is of the row under the pointer; what is open stays open, and the keyboard where it is.
    if (event.button === 2 && leadOf(row) !== selection.lead) event.preventDefault();
    if (event.button !== 0) return;
    byPointer.current = true;
    if (event.shiftKey) {
      event.preventDefault();
      onExtend(hit.index);
    } else if (event.ctrlKey || event.metaKey || hit.part === 'gutter') onSelect(toggle(selection, row));
    // One of several may be taken hold of to drag them all: it becomes the only one when the button goes up.
    else if (selection.rows < 2 || !isSelected(selection, row)) onSelect(selectOnly(row));
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!row) return;
    if (isRowAction(hit.action)) {
      // The next row may lie under the pointer by now.
      if (takesAway(hit.action) && isSecondPress(event.timeStamp)) return;
      return onAction(hit.action, idsOf(row));
    }
    if (hit.part === 'gutter' || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (selection.rows > 1) onSelect(selectOnly(row));
    onOpen(leadOf(row));
  };

  const onContextMenu = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!row) return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY }, row);
  };

  return { onMouseDown, onClick, onContextMenu };
}

export interface Hit { readonly row: HTMLElement; readonly index: number; readonly part: string | undefined; readonly action: string | undefined }

export function hitOf(event: MouseEvent): Hit | null {
  if (!(event.target instanceof Element)) return null;
  const row = event.target.closest<HTMLElement>('[data-index]');
  if (!row) return null;
  return {
    row,
    index: Number(row.dataset['index']),
    part: event.target.closest<HTMLElement>('[data-part]')?.dataset['part'],
    action: event.target.closest<HTMLElement>('[data-action]')?.dataset['action'],
  };
}
