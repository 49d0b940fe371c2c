/** The pane of messages: a heading with counts, the grid, and what stands there when it is empty. */
import { useState, type ReactNode, type Ref } from 'react';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { MessageGrid, type GridHandle } from './MessageGrid.tsx';
import { MessageMenu } from './MessageMenu.tsx';
import styles from './MessagePane.module.css';
import type { OnRowAction } from './row-actions.ts';
import type { RowSource } from './row-source.ts';
import { isFlagged, isUnread } from './row-words.ts';
import type { Selection } from './selection.ts';

export interface MessagePaneProps {
  readonly title: string;
  /** Beside the title: counts, state of a search. Announced politely when it changes. */
  readonly status: string;
  readonly source: RowSource;
  /** How many rows there probably are while nothing is known. */
  readonly expected: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: MessageId) => void;
  readonly onAction: OnRowAction;
  readonly density: 'comfortable' | 'compact';
  readonly outgoing: boolean;
  /** Names the folder of a row, where the list holds several. */
  readonly placeOf?: ((id: FolderId) => string | null) | undefined;
  readonly today: number;
  /** Before the title, such as Back. */
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
  /** Between heading and list: failures of a search, what keeps the list from loading. */
  readonly notice?: ReactNode;
  readonly empty: ReactNode;
  readonly gridRef?: Ref<GridHandle>;
}

export const ROW_HEIGHT = { comfortable: 72, compact: 44 } as const;

export function MessagePane({ title, status, source, expected, selection, onSelect, onOpen, onAction, density, outgoing, placeOf, today, leading, trailing, notice, empty, gridRef }: MessagePaneProps) {
  const [memory] = useState(() => new Map<string, number>());
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; ids: readonly MessageId[] } | null>(null);
  const isEmpty = !source.isLoading && source.total === 0;
  const shown = source.isLoading && source.total === 0 ? { ...source, total: Math.max(1, Math.min(expected, 100_000)) } : source;
  const chosen = menu ? source.rows.filter((row) => menu.ids.includes(row.id)) : [];

  return (
    <section className={styles.pane} aria-label={t('list.title')}>
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
          onOpen={onOpen}
          onAction={onAction}
          onMenu={(at, ids) => setMenu({ at, ids })}
          rowHeight={ROW_HEIGHT[density]}
          outgoing={outgoing}
          placeOf={placeOf}
          today={today}
          memory={memory}
          {...(gridRef ? { ref: gridRef } : {})}
        />
      )}
      {menu ? (
        <MessageMenu at={menu.at} ids={menu.ids} flagged={chosen.length > 0 && chosen.every(isFlagged)} unread={chosen.some(isUnread)} onAction={onAction} onClose={() => setMenu(null)} />
      ) : null}
    </section>
  );
}
