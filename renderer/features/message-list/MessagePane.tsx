/** The pane of messages: a heading with counts, the grid, and what stands there when it is empty. */
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import type { WhyNot } from '../../../shared/message-actions.ts';
import { idsOf, type ListRow } from './list-row.ts';
import { MessageGrid, type GridHandle } from './MessageGrid.tsx';
import styles from './MessagePane.module.css';
import type { OnRowAction } from './row-actions.ts';
import { rowShape, type RowLook } from './row-look.ts';
import type { RowSource } from './row-source.ts';
import { isSelected, type Selection } from './selection.ts';
import type { SelectMany } from './use-select-many.ts';

/** What a menu is asked for: these messages, at this point of the window. */
export interface MenuRequest {
  readonly at: { readonly x: number; readonly y: number };
  readonly ids: readonly MessageId[];
  /** What was selected, where they are all of it; null where they are another row. */
  readonly selection: Selection | null;
  /** Those of them that are loaded, as they were when it was asked for: what stands in the menu stays under the pointer. */
  readonly rows: readonly ListRow[];
}

export interface MessagePaneProps extends Omit<RowLook, 'shape' | 'height' | 'previewLines'> {
  readonly title: string;
  /** Beside the title: counts, state of a search. Announced politely when it changes. */
  readonly status: string;
  readonly source: RowSource;
  /** How many rows there probably are while nothing is known. */
  readonly expected: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** What was asked for before has come: nobody chooses at this moment. */
  readonly onFollow: (selection: Selection) => void;
  readonly selectMany: SelectMany;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly whyNot: WhyNot;
  readonly density: 'comfortable' | 'compact';
  readonly previewLines: 0 | 1 | 2;
  /** Headings of days and months; only for a list in the order of dates. */
  readonly isGrouped: boolean;
  /** Before the title, such as Back. */
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
  /** Between heading and list: filters, failures of a search, what keeps the list from loading. */
  readonly notice?: ReactNode;
  readonly empty: ReactNode;
  /** The menu of the messages that were asked for. */
  readonly menu: (request: MenuRequest, onClose: () => void) => ReactNode;
  readonly gridRef?: Ref<GridHandle>;
}

export function MessagePane({ title, status, source, expected, selection, onSelect, onFollow, selectMany, onOpen, onAction, whyNot, density, previewLines, isGrouped, leading, trailing, notice, empty, menu, gridRef, outgoing, placeOf, tagsOf, own, today }: MessagePaneProps) {
  const [memory] = useState(() => new Map<string, number>());
  const [asked, setAsked] = useState<MenuRequest | null>(null);
  const [pane, width] = useWidth(density === 'compact');
  const isEmpty = !source.isLoading && source.total === 0;
  const shown = source.isLoading && source.total === 0 ? { ...source, total: Math.max(1, Math.min(expected, 100_000)) } : source;
  const { shape, height } = rowShape(density, previewLines, width);
  const lines = shape === 'two' ? 0 : previewLines;
  const look = useMemo<RowLook>(() => ({ shape, height, previewLines: lines, outgoing, placeOf, tagsOf, own, today }), [shape, height, lines, outgoing, placeOf, tagsOf, own, today]);

  const inMenu = useMemo(() => (asked ? new Set(asked.ids) : null), [asked]);

  return (
    <section ref={pane} className={styles.pane} aria-label={t('list.title')}>
      <header className={styles.header}>
        {leading}
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.status} role="status">{status}</span>
        {trailing}
      </header>
      {notice}
      {isEmpty ? (
        empty
      ) : (
        <MessageGrid
          key={source.key}
          source={shown}
          selection={selection}
          onSelect={onSelect}
          onFollow={onFollow}
          selectMany={selectMany}
          onOpen={onOpen}
          onAction={onAction}
          whyNot={whyNot}
          onMenu={(at, row) => {
            const own = isSelected(selection, row) ? selection : null;
            const ids = own ? [...own.ids] : idsOf(row);
            setAsked({ at, ids, selection: own, rows: rowsOf(source.rows, ids) });
          }}
          inMenu={inMenu}
          look={look}
          isGrouped={isGrouped}
          memory={memory}
          {...(gridRef ? { ref: gridRef } : {})}
        />
      )}
      {asked ? menu(asked, () => setAsked(null)) : null}
    </section>
  );
}

function rowsOf(rows: readonly ListRow[], ids: readonly MessageId[]): readonly ListRow[] {
  const chosen = new Set(ids);
  return rows.filter((row) => idsOf(row).some((id) => chosen.has(id)));
}

/** Of the pane, in steps that the shape of its rows goes by; 0 where it does not: to ask for it makes Chromium lay out the window, in the middle of drawing it. */
function useWidth(matters: boolean): [Ref<HTMLElement>, number] {
  const pane = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = pane.current;
    if (!element || !matters) return;
    // Hidden it has none: it comes back as it was.
    const measure = (): void => setWidth((old) => Math.floor(element.clientWidth / 50) * 50 || old);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [matters]);
  return [pane, width];
}
