/** The list of messages as an ARIA grid over any number of rows; draws what is in sight. */
import { useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import type { WhyNot } from '../../../shared/message-actions.ts';
import type { DateGroup } from '../../../shared/text/date-group.ts';
import { pressCounter } from '../../design/double-press.ts';
import { drawGroups } from './drawn-groups.ts';
import { gridPointer, hitOf } from './grid-pointer.ts';
import { leadOf, placeIn, type ListRow } from './list-row.ts';
import styles from './MessageGrid.module.css';
import type { OnRowAction } from './row-actions.ts';
import { heightOf, topOf, type RowLayout } from './row-layout.ts';
import type { RowLook } from './row-look.ts';
import { indexIn, type RowSource } from './row-source.ts';
import { PlaceholderRow, RowView } from './RowView.tsx';
import { extendTo, isSelected, selectOnly, toggle, type Selection } from './selection.ts';
import { useAwaitedRow } from './use-awaited-row.ts';
import { groupName, useGroups } from './use-groups.ts';
import { useRowDrag } from './use-row-drag.ts';
import type { RowKind, SelectMany } from './use-select-many.ts';
import { firstInSight, useRowWindow } from './use-row-window.ts';
import { useStillPointer } from './use-still-pointer.ts';
import { scrollToShow } from './window-plan.ts';

/** What the keys of the window do to the list, wherever the focus is. */
export interface GridHandle {
  move(delta: number, extend?: boolean): void;
  selectAll(): void;
  toggleLead(): void;
  /** Only the row where the keyboard stands stays selected. */
  selectLead(): void;
  /** All rows of a kind; the keyboard goes to the first of them. */
  selectWhere(kind: RowKind): void;
  /** Once all that is being selected is selected, and the row that the keyboard went to is there. */
  whenSelected(act: () => void): void;
  focus(): void;
}

export interface MessageGridProps {
  readonly source: RowSource;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** The row that the keyboard went to has come: nobody chooses at this moment. */
  readonly onFollow: (selection: Selection) => void;
  /** Of what is not loaded, too. */
  readonly selectMany: SelectMany;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly whyNot: WhyNot;
  /** The row's menu was asked for at a point of the window. */
  readonly onMenu: (at: { x: number; y: number }, row: ListRow) => void;
  /** Those whose menu is open. */
  readonly inMenu: ReadonlySet<MessageId> | null;
  readonly look: RowLook;
  /** Headings of days and months between the rows. */
  readonly isGrouped: boolean;
  readonly memory: Map<string, number>;
  readonly ref?: Ref<GridHandle>;
}

const HEADING = 28;

export function MessageGrid({ source, selection, onSelect, onFollow, selectMany, onOpen, onAction, whyNot, onMenu, inMenu, look, isGrouped, memory, ref }: MessageGridProps) {
  const groups = useGroups(source, isGrouped, look.today);
  const starts = groups?.starts;
  const layout = useMemo<RowLayout>(() => ({ rowHeight: look.height, headingHeight: HEADING, starts: starts ?? [] }), [look.height, starts]);
  const covered = groups ? HEADING : 0;
  /** The first row in sight, and the group it belongs to: drawn anew only when that is another. */
  const [start] = useState(() => firstInSight({ source, layout, covered, memory }).first);
  const first = useRef(start);
  const [firstGroup, setFirstGroup] = useState<DateGroup | null>(() => groups?.groupAt(start) ?? null);
  const onFirst = useCallback((index: number) => {
    first.current = index;
    setFirstGroup(groups?.groupAt(index) ?? null);
  }, [groups]);
  const { scroller, range, onScroll, scrolled } = useRowWindow({ source, layout, covered, memory, onFirst });
  /** By the row: it stays under the pointer when others come above it. */
  const [hovered, setHovered] = useState<MessageId | null>(null);
  const { onOver, onScrolled } = useStillPointer();
  /** Where a range starts, also after it was scrolled away. */
  const anchor = useRef<{ id: MessageId; index: number } | null>(null);
  const byPointer = useRef(false);
  const [isSecondPress] = useState(pressCounter);
  const shownLead = useRef<MessageId | null>(selection.lead);
  const hadFocus = useRef(false);
  /** Where the lead was when it was last seen: the keyboard goes on from there if it is gone. */
  const lastLead = useRef(-1);
  const leadIndex = indexIn(source, selection.lead);
  const { rows, from, total } = source;
  const rowAt = useCallback((index: number): ListRow | undefined => rows[index - from], [rows, from]);
  const awaited = useAwaitedRow(rowAt, selection, onFollow);
  const takeHold = useRowDrag({ rowAt, rows, selection, isSelecting: selectMany.progress !== null });
  const inSight = (): number => (scroller.current?.clientHeight ?? 0) - covered;

  const extendRange = (index: number): void => {
    const row = rowAt(index);
    const start = anchor.current?.id === selection.anchor ? anchor.current : null;
    if (row && (placeIn(rows, selection.anchor) >= 0 || !start)) onSelect(extendTo(selection, rows, row));
    else if (start) selectMany.range({ anchor: start, to: { id: row ? leadOf(row) : null, index } });
  };
  const goTo = (wanted: number, extend: boolean): void => {
    if (total === 0) return;
    byPointer.current = false;
    const index = Math.max(0, Math.min(total - 1, wanted));
    const row = rowAt(index);
    if (row || extend) awaited.forget();
    else awaited.go(index);
    if (extend) extendRange(index);
    else if (row) {
      onSelect(selectOnly(row));
      // A new lead comes into sight by itself; the old one, scrolled away, would not.
      if (index !== leadIndex) return;
    }
    const box = scroller.current;
    if (box) box.scrollTop = scrollToShow(index, box.scrollTop, inSight(), layout);
  };
  const focusLead = (): void => {
    const box = scroller.current;
    (box?.querySelector<HTMLElement>('[data-lead]') ?? box)?.focus({ preventScroll: true });
  };

  useImperativeHandle(ref, () => ({
    move: (delta, extend = false) => {
      const ahead = awaited.at();
      const gone = selection.lead !== null && lastLead.current >= 0 ? lastLead.current - (delta > 0 ? 1 : 0) : -1;
      goTo((ahead ?? (leadIndex < 0 ? gone : leadIndex)) + delta, extend);
      hadFocus.current = true;
    },
    selectAll: selectMany.all,
    toggleLead: () => { const row = rowAt(leadIndex); if (row && awaited.at() === null) onSelect(toggle(selection, row)); },
    selectLead: () => {
      const row = rowAt(leadIndex);
      if (row) onSelect(selectOnly(row));
      else if (selection.lead) onSelect({ ids: new Set([selection.lead]), rows: 1, anchor: selection.lead, lead: selection.lead });
    },
    selectWhere: selectMany.where,
    whenSelected: (act) => { if (!awaited.whenThere(act)) selectMany.whenDone(act); },
    focus: () => { hadFocus.current = true; focusLead(); },
  }));

  useLayoutEffect(() => {
    const index = indexIn(source, selection.anchor);
    if (selection.anchor !== null && index >= 0) anchor.current = { id: selection.anchor, index };
  }, [source, selection.anchor]);

  // A new lead comes into sight and takes the focus that belongs to the list.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (leadIndex < 0) {
      // Its row was scrolled so far away that it is not loaded any more: the list itself keeps the focus.
      if (hadFocus.current && document.activeElement === document.body) box.focus({ preventScroll: true });
      return;
    }
    lastLead.current = leadIndex;
    if (shownLead.current !== selection.lead) {
      shownLead.current = selection.lead;
      if (!byPointer.current) {
        const { top, height } = scrolled.current;
        const next = scrollToShow(leadIndex, top, height - covered, layout);
        if (next !== top) {
          box.scrollTop = next;
          // The rows there are drawn in this frame already, not after the event that follows.
          onScroll();
        }
      }
      byPointer.current = false;
    }
    const active = document.activeElement;
    const lead = box.querySelector<HTMLElement>('[data-lead]');
    if (lead && lead !== active && hadFocus.current && (active === document.body || box.contains(active))) lead.focus({ preventScroll: true });
  }, [selection.lead, leadIndex, range, layout, covered, scroller, scrolled, onScroll]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const page = Math.max(1, Math.floor(inSight() / look.height) - 1);
    const ahead = awaited.at();
    const at = ahead ?? (leadIndex < 0 ? first.current : leadIndex);
    const target = { ArrowDown: leadIndex < 0 && ahead === null ? at : at + 1, ArrowUp: at - 1, Home: 0, End: total - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) goTo(target, event.shiftKey);
    else if (event.key === 'Enter' && !event.shiftKey && awaited.whenThere(onOpen)) { /* once it is there */ }
    else if (event.key === 'Enter' && !event.shiftKey && selection.lead) onOpen(selection.lead);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pointer = gridPointer({ rowAt, selection, onSelect, onExtend: extendRange, onOpen, onAction, onMenu, byPointer, isSecondPress });

  const indexes = Array.from({ length: range.end - range.first }, (_, offset) => range.first + offset);
  // The focused row stays drawn out of sight, or the focus would be lost with it.
  if (leadIndex >= 0 && leadIndex < range.first) indexes.unshift(leadIndex);
  if (leadIndex >= range.end) indexes.push(leadIndex);

  const draw = (index: number) => {
    const row = rowAt(index);
    const top = topOf(layout, index);
    if (!row) return <PlaceholderRow key={`placeholder ${index}`} index={index} top={top} look={look} />;
    return (
      <RowView
        key={row.id}
        row={row}
        index={index}
        top={top}
        look={look}
        isSelected={isSelected(selection, row)}
        isLead={index === leadIndex}
        isSelecting={selection.rows > 1}
        hovered={hovered === row.id ? whyNot : null}
        isInMenu={inMenu?.has(leadOf(row)) ?? false}
      />
    );
  };

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        aria-label={t('list.title')}
        aria-rowcount={total}
        aria-colcount={1}
        aria-multiselectable="true"
        aria-busy={source.isLoading || undefined}
        tabIndex={leadIndex < 0 ? 0 : -1}
        onScroll={() => {
          onScrolled();
          onScroll();
        }}
        onKeyDown={onKeyDown}
        {...pointer}
        onPointerDownCapture={(event) => {
          const row = hitOf(event)?.row ?? null;
          if (row) awaited.forget();
          takeHold(row);
        }}
        onMouseOver={(event) => {
          const hit = hitOf(event);
          const id = (hit && rowAt(hit.index)?.id) ?? null;
          onOver(() => {
            // With the button down a drag may be about to begin, and the pointer is over the next row by then.
            if (event.buttons === 0) takeHold(hit?.row ?? null);
            setHovered(id);
          });
        }}
        onMouseLeave={() => onOver(() => setHovered(null))}
        onFocus={() => { hadFocus.current = true; }}
        onBlur={(event) => { if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) hadFocus.current = false; }}
      >
        {groups ? <div className={styles.over} aria-hidden="true" style={{ height: HEADING }}>{firstGroup ? groupName(firstGroup, look.today) : ''}</div> : null}
        <div className={styles.rows} role="presentation" style={{ height: heightOf(layout, total) }}>
          {groups ? drawGroups(indexes, groups, layout).map(({ key, group, headingTop, members }) => (
            <div key={key} role={group ? 'rowgroup' : 'presentation'} aria-label={group ? groupName(group, look.today) : undefined}>
              {group && headingTop !== null ? <div className={styles.heading} aria-hidden="true" style={{ height: HEADING, transform: `translateY(${headingTop}px)` }}>{groupName(group, look.today)}</div> : null}
              {members.map(draw)}
            </div>
          )) : indexes.map(draw)}
        </div>
      </div>
    </div>
  );
}
