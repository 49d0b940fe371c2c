/** The list of messages as an ARIA grid over any number of rows; draws what is in sight. */
import { useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type Ref } from 'react';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import styles from './MessageGrid.module.css';
import { MessageRowView, PlaceholderRow } from './MessageRowView.tsx';
import { isRowAction, type OnRowAction } from './row-actions.ts';
import { indexIn, type RowSource } from './row-source.ts';
import { extendTo, selectAll, selectOnly, toggle, type Selection } from './selection.ts';
import { useRowWindow } from './use-row-window.ts';
import { scrollToShow } from './window-plan.ts';

/** What the keys of the window do to the list, wherever the focus is. */
export interface GridHandle {
  move(delta: number, extend?: boolean): void;
  selectAll(): void;
  toggleLead(): void;
  focus(): void;
}

export interface MessageGridProps {
  readonly source: RowSource;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  /** The row's menu was asked for at a point of the window; the row is selected by then. */
  readonly onMenu: (at: { x: number; y: number }, ids: readonly MessageId[]) => void;
  readonly rowHeight: number;
  readonly outgoing: boolean;
  /** Names the folder of a row, where the list holds several. */
  readonly placeOf?: ((id: FolderId) => string | null) | undefined;
  readonly today: number;
  readonly memory: Map<string, number>;
  readonly ref?: Ref<GridHandle>;
}

export function MessageGrid({ source, selection, onSelect, onOpen, onAction, onMenu, rowHeight, outgoing, placeOf, today, memory, ref }: MessageGridProps) {
  const { scroller, range, onScroll } = useRowWindow(source, rowHeight, memory);
  const [hovered, setHovered] = useState<number | null>(null);
  /** A row the keyboard went to that has not arrived. */
  const awaited = useRef<{ index: number; extend: boolean } | null>(null);
  const byPointer = useRef(false);
  const shownLead = useRef<MessageId | null>(selection.lead);
  const hadFocus = useRef(false);
  /** Where the lead was when it was last seen: the keyboard goes on from there if it is gone. */
  const lastLead = useRef(-1);
  const leadIndex = indexIn(source, selection.lead);
  const rowAt = (index: number) => source.rows[index - source.from];
  const order = (): MessageId[] => source.rows.map((row) => row.id);

  const goTo = (wanted: number, extend: boolean): void => {
    if (source.total === 0) return;
    const index = Math.max(0, Math.min(source.total - 1, wanted));
    const row = rowAt(index);
    awaited.current = row ? null : { index, extend };
    if (row) return onSelect(extend ? extendTo(selection, order(), row.id) : selectOnly(row.id));
    const box = scroller.current;
    if (box) box.scrollTop = scrollToShow(index, box.scrollTop, box.clientHeight, rowHeight);
  };
  const focusLead = (): void => {
    const box = scroller.current;
    (box?.querySelector<HTMLElement>('[data-lead]') ?? box)?.focus({ preventScroll: true });
  };

  useImperativeHandle(ref, () => ({
    move: (delta, extend = false) => {
      const gone = selection.lead !== null && lastLead.current >= 0 ? lastLead.current - (delta > 0 ? 1 : 0) : -1;
      goTo((leadIndex < 0 ? gone : leadIndex) + delta, extend);
      hadFocus.current = true;
    },
    selectAll: () => onSelect(selectAll(selection, order())),
    toggleLead: () => { if (selection.lead) onSelect(toggle(selection, selection.lead)); },
    focus: () => { hadFocus.current = true; focusLead(); },
  }));

  // The awaited row has arrived.
  useLayoutEffect(() => {
    const wanted = awaited.current;
    const row = wanted ? source.rows[wanted.index - source.from] : undefined;
    if (!wanted || !row) return;
    awaited.current = null;
    onSelect(selectOnly(row.id));
  }, [source.rows, source.from, onSelect]);

  // A new lead comes into sight and takes the focus that belongs to the list.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || leadIndex < 0) return;
    lastLead.current = leadIndex;
    if (shownLead.current !== selection.lead) {
      shownLead.current = selection.lead;
      if (!byPointer.current) {
        const next = scrollToShow(leadIndex, box.scrollTop, box.clientHeight, rowHeight);
        if (next !== box.scrollTop) box.scrollTop = next;
      }
      byPointer.current = false;
    }
    const active = document.activeElement;
    const lead = box.querySelector<HTMLElement>('[data-lead]');
    if (lead && lead !== active && hadFocus.current && (active === document.body || box.contains(active))) lead.focus({ preventScroll: true });
  }, [selection.lead, leadIndex, range, rowHeight, scroller]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const from = leadIndex < 0 ? range.first : leadIndex;
    const target = { ArrowDown: leadIndex + 1, ArrowUp: from - 1, Home: 0, End: source.total - 1, PageDown: from + page, PageUp: from - page }[event.key];
    if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) goTo(target, event.shiftKey);
    else if (event.key === 'Enter' && selection.lead) onOpen(selection.lead);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onMouseDown = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!hit || !row) return;
    if (hit.action) return event.preventDefault(); // acts on click, and must not select
    byPointer.current = true;
    if (event.button === 2) {
      if (!selection.ids.has(row.id)) onSelect(selectOnly(row.id));
      return;
    }
    if (event.button !== 0) return;
    if (event.shiftKey) {
      event.preventDefault();
      onSelect(extendTo(selection, order(), row.id));
    } else if (event.ctrlKey || event.metaKey || hit.part === 'gutter') onSelect(toggle(selection, row.id));
    else {
      onSelect(selectOnly(row.id));
    }
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!row) return;
    if (isRowAction(hit.action)) return onAction(hit.action, [row.id]);
    if (hit.part !== 'gutter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) onOpen(row.id);
  };

  const onContextMenu = (event: MouseEvent<HTMLDivElement>): void => {
    const hit = hitOf(event);
    const row = hit && rowAt(hit.index);
    if (!row) return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY }, selection.ids.has(row.id) ? [...selection.ids] : [row.id]);
  };

  const indexes = Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset);
  // The focused row stays drawn out of sight, or the focus would be lost with it.
  if (leadIndex >= 0 && leadIndex < range.first) indexes.unshift(leadIndex);
  if (leadIndex >= range.end) indexes.push(leadIndex);

  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      aria-label={t('list.title')}
      aria-rowcount={source.total}
      aria-colcount={1}
      aria-multiselectable="true"
      aria-busy={source.isLoading || undefined}
      tabIndex={leadIndex < 0 ? 0 : -1}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
      onMouseOver={(event) => setHovered(hitOf(event)?.index ?? null)}
      onMouseLeave={() => setHovered(null)}
      onFocus={() => { hadFocus.current = true; }}
      onBlur={(event) => { if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) hadFocus.current = false; }}
    >
      <div className={styles.rows} role="presentation" style={{ height: source.total * rowHeight }}>
        {indexes.map((index) => {
          const row = rowAt(index);
          return row ? (
            <MessageRowView
              key={row.id}
              row={row}
              index={index}
              height={rowHeight}
              isSelected={selection.ids.has(row.id)}
              isLead={row.id === selection.lead}
              isSelecting={selection.ids.size > 1}
              isHovered={hovered === index}
              outgoing={outgoing}
              place={placeOf?.(row.folderId) ?? null}
              today={today}
            />
          ) : (
            <PlaceholderRow key={`placeholder ${index}`} index={index} height={rowHeight} />
          );
        })}
      </div>
    </div>
  );
}

interface Hit { readonly index: number; readonly part: string | undefined; readonly action: string | undefined }

function hitOf(event: MouseEvent): Hit | null {
  if (!(event.target instanceof Element)) return null;
  const row = event.target.closest<HTMLElement>('[data-index]');
  if (!row) return null;
  return {
    index: Number(row.dataset['index']),
    part: event.target.closest<HTMLElement>('[data-part]')?.dataset['part'],
    action: event.target.closest<HTMLElement>('[data-action]')?.dataset['action'],
  };
}
