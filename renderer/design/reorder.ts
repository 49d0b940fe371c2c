/** Rows of a list that are dragged to another place among themselves. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';

export interface ReorderRow {
  /** Rows of one list carry the same. */
  readonly list: string;
  readonly index: number;
  /** What is taken hold of. */
  readonly handle: HTMLElement;
  /** The row is under a drag: it would come before or after it; null when not. */
  readonly onOver: (edge: 'before' | 'after' | null) => void;
  readonly onMove: (from: number, to: number) => void;
}

interface Carried { readonly kind: 'row'; readonly list: string; readonly index: number }
const isCarried = (data: object): data is Carried => 'kind' in data && data.kind === 'row';

/** Until the answered function is called. */
export function reorderable(element: HTMLElement, { list, index, handle, onOver, onMove }: ReorderRow): () => void {
  const edgeAt = (clientY: number): 'before' | 'after' => {
    const { top, height } = element.getBoundingClientRect();
    return clientY < top + height / 2 ? 'before' : 'after';
  };
  return combine(
    draggable({ element, dragHandle: handle, getInitialData: () => ({ kind: 'row', list, index } satisfies Carried) }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => isCarried(source.data) && source.data.list === list,
      getDropEffect: () => 'move',
      onDrag: ({ location }) => onOver(edgeAt(location.current.input.clientY)),
      onDragLeave: () => onOver(null),
      onDrop: ({ source, location }) => {
        onOver(null);
        if (!isCarried(source.data)) return;
        const gap = index + (edgeAt(location.current.input.clientY) === 'after' ? 1 : 0);
        const to = gap > source.data.index ? gap - 1 : gap;
        if (to !== source.data.index) onMove(source.data.index, to);
      },
    }),
  );
}
