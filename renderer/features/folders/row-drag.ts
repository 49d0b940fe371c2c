/** Rows of the folder tree as places to drop messages and folders on, and folders as something to take hold of. */
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import { isMessagesDrag } from '../../design/drag.ts';

/** `favourite`: taken hold of among the favourites. */
export interface FolderDrag { readonly kind: 'folder' | 'favourite'; readonly id: FolderId }
const isFolderDrag = (data: object): data is FolderDrag => 'kind' in data && (data.kind === 'folder' || data.kind === 'favourite');

/** What is dragged over a row. */
export type Dragged = { readonly kind: 'messages'; readonly ids: readonly MessageId[] } | FolderDrag;

export interface RowDrag {
  /** What is moved by dragging the row; null: the row stays. */
  readonly holds: () => FolderDrag | null;
  /** Why it cannot be dropped here; '' without a word; null if it can. */
  readonly whyNot: (dragged: Dragged) => string | null;
  /** Whether `dragged` would be copied, as the keys held down say. */
  readonly copies: (dragged: Dragged, keys: boolean) => boolean;
  readonly onDrop: (dragged: Dragged, copy: boolean) => void;
  /** What is over the row: it will be taken, it will not be and why, or nothing. */
  readonly onOver: (over: { readonly why: string | null } | null) => void;
  /** Something rests on the row. */
  readonly onRest: () => void;
}

const REST_MS = 700;
/** What is dragged anywhere in the window, and how the row that it is over forgets it. */
let current: Dragged | null = null;
let leaveRow = (): void => {};

const draggedOf = (data: object): Dragged | null => (isMessagesDrag(data) ? { kind: 'messages', ids: data.ids } : isFolderDrag(data) ? data : null);

/** Until the answered function is called. */
export function attachRow(row: HTMLElement, { holds, whyNot, copies, onDrop, onOver, onRest }: RowDrag): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inside = 0;
  // The library tells only of what can be dropped: what cannot says so too.
  const enter = (): void => {
    inside += 1;
    if (inside > 1 || !current) return;
    leaveRow = clear;
    const why = whyNot(current);
    if (why !== '') onOver({ why });
    timer = setTimeout(onRest, REST_MS);
  };
  const leave = (): void => {
    inside = Math.max(0, inside - 1);
    if (inside === 0) clear();
  };
  const clear = (): void => {
    inside = 0;
    clearTimeout(timer);
    onOver(null);
  };
  row.addEventListener('dragenter', enter);
  row.addEventListener('dragleave', leave);
  const offs = [
    dropTargetForElements({
      element: row,
      canDrop: ({ source }) => {
        const dragged = draggedOf(source.data);
        return dragged !== null && whyNot(dragged) === null;
      },
      getDropEffect: ({ input, source }) => {
        const dragged = draggedOf(source.data);
        return dragged && copies(dragged, input.ctrlKey || input.altKey) ? 'copy' : 'move';
      },
      onDrop: ({ source, location }) => {
        const dragged = draggedOf(source.data);
        const { ctrlKey, altKey } = location.current.input;
        if (dragged) onDrop(dragged, copies(dragged, ctrlKey || altKey));
      },
    }),
    draggable({
      element: row,
      canDrag: () => holds() !== null,
      getInitialData: () => ({ ...holds() }),
    }),
  ];
  return () => {
    clear();
    row.removeEventListener('dragenter', enter);
    row.removeEventListener('dragleave', leave);
    for (const off of offs) off();
  };
}

const EDGE = 40;
const FASTEST = 12;

/** Knows what is dragged, for the rows in `box`, which scrolls while it is near the upper or lower edge; until the answered function is called. */
export function followDrags(box: HTMLElement): () => void {
  let speed = 0;
  let frame = 0;
  const step = (): void => {
    box.scrollTop += speed;
    frame = speed === 0 ? 0 : requestAnimationFrame(step);
  };
  const off = monitorForElements({
    onGenerateDragPreview: ({ source }) => { current = draggedOf(source.data); },
    onDrag: ({ location: { current: { input } } }) => {
      const { top, bottom, left, right } = box.getBoundingClientRect();
      const isOver = input.clientX >= left && input.clientX <= right && input.clientY >= top - EDGE && input.clientY <= bottom + EDGE;
      const near = input.clientY < top + EDGE ? (input.clientY - top - EDGE) / EDGE : input.clientY > bottom - EDGE ? (input.clientY - bottom + EDGE) / EDGE : 0;
      speed = isOver ? Math.round(Math.max(-1, Math.min(1, near)) * FASTEST) : 0;
      if (speed !== 0 && frame === 0) frame = requestAnimationFrame(step);
    },
    onDrop: () => {
      speed = 0;
      current = null;
      leaveRow();
    },
  });
  return () => {
    off();
    speed = 0;
    cancelAnimationFrame(frame);
  };
}
