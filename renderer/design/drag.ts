/** Dragging messages: what a drag carries, and the chip beside the pointer. */
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview';
import type { MessageId } from '../../shared/ids.ts';
import styles from './drag.module.css';

/** Carried by a drag, within this window. */
export interface MessagesDrag {
  readonly kind: 'messages';
  /** In the order of the list; at least one. */
  readonly ids: readonly MessageId[];
}

/** What drags carry is told apart by `kind`. */
export const isMessagesDrag = (data: object): data is MessagesDrag => 'kind' in data && data.kind === 'messages';

export interface MessagesSource {
  /** Asked as the drag starts; none: nothing is dragged. */
  readonly ids: () => readonly MessageId[];
  /** On the chip beside the pointer. */
  readonly words: (ids: readonly MessageId[]) => string;
  /** For other programs, by type; what the browser takes out of the window. */
  readonly outside?: () => Readonly<Record<string, string>>;
  readonly onDragging?: (isDragging: boolean) => void;
}

/** Makes `element` something to take hold of, until the answered function is called. */
export function dragMessages(element: HTMLElement, { ids, words, outside, onDragging }: MessagesSource): () => void {
  return draggable({
    element,
    canDrag: () => ids().length > 0,
    getInitialData: () => ({ kind: 'messages', ids: ids() } satisfies MessagesDrag),
    getInitialDataForExternal: () => ({ ...outside?.() }),
    onGenerateDragPreview: ({ source, nativeSetDragImage }) => {
      const carried = isMessagesDrag(source.data) ? source.data.ids : [];
      setCustomNativeDragPreview({
        nativeSetDragImage,
        getOffset: () => ({ x: -12, y: -12 }),
        render: ({ container }) => showChip(container, words(carried)),
      });
    },
    onDragStart: () => onDragging?.(true),
    onDrop: () => onDragging?.(false),
  });
}

function showChip(container: HTMLElement, words: string): void {
  const chip = container.ownerDocument.createElement('div');
  chip.className = styles.chip ?? '';
  chip.textContent = words;
  container.append(chip);
}
