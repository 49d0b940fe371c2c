/** The frame of the window: title bar, and three panes that become two and one as it gets narrow. Knows no mail. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { t } from '../../shared/locales/t.ts';
import { Divider, usePaneSize } from '../design/primitives/SplitPane.tsx';
import { cx } from '../design/class-names.ts';
import unseen from '../design/primitives/Unseen.module.css';
import styles from './Shell.module.css';
import { useStable } from './use-stable.ts';

export type Width = 'wide' | 'medium' | 'narrow';

/** The folders take little room: icons alone. */
export interface FoldersWidth {
  readonly isSmall: boolean;
  readonly onTurn: () => void;
}

const SMALL = 64;

export interface ShellProps {
  readonly width: Width;
  /** Left of the search, over the folders. */
  readonly brand: (folders: FoldersWidth) => ReactNode;
  readonly search: ReactNode;
  /** Right of the search. */
  readonly tools: ReactNode;
  readonly folders: (isSmall: boolean) => ReactNode;
  readonly list: ReactNode;
  readonly reader: ReactNode;
  /** Narrow: whether the reader covers the list. */
  readonly readerInFront: boolean;
  /** Not wide: whether the folders lie over the list. */
  readonly drawerOpen: boolean;
  readonly onCloseDrawer: () => void;
}

export function Shell({ width, brand, search, tools, folders, list, reader, readerInFront, drawerOpen, onCloseDrawer }: ShellProps) {
  const folderPane = usePaneSize('width.folders', 232, 180, 360, SMALL);
  const [large, setLarge] = useState(folderPane.size === SMALL ? folderPane.initial : folderPane.size);
  if (folderPane.size !== SMALL && folderPane.size !== large) setLarge(folderPane.size);
  const listPane = usePaneSize('width.list', 372, 300, 640);
  const drawer = useRef<HTMLDivElement>(null);
  const isDrawer = width !== 'wide';
  const isSmall = !isDrawer && folderPane.size === SMALL;
  const turn = useStable(() => folderPane.setSize(isSmall ? large : SMALL));

  useEffect(() => {
    if (isDrawer && drawerOpen) drawer.current?.querySelector<HTMLElement>('[role=row][tabindex="0"], button')?.focus();
  }, [isDrawer, drawerOpen]);

  return (
    <div className={styles.shell} data-width={width} data-small={isSmall || undefined} style={{ '--folders': `${folderPane.size}px`, '--list': `${listPane.size}px` }}>
      <header className={styles.titleBar}>
        <h1 className={unseen.unseen}>Godwit</h1>
        <div className={styles.brand}>{brand({ isSmall, onTurn: turn })}</div>
        <div className={styles.search}>{search}</div>
        <div className={styles.tools}>{tools}</div>
      </header>
      <main className={styles.panes}>
        {isDrawer ? (
          drawerOpen ? (
            <div className={styles.veil} onPointerDown={(event) => { if (event.target === event.currentTarget) onCloseDrawer(); }} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onCloseDrawer(); } }}>
              <div ref={drawer} className={styles.drawer} data-pane="folders">{folders(false)}</div>
            </div>
          ) : null
        ) : (
          <>
            <div className={styles.folders} data-pane="folders">{folders(isSmall)}</div>
            <Divider label={t('app.foldersWidth')} pane={folderPane} />
          </>
        )}
        <div className={cx(styles.list, width === 'narrow' && readerInFront && styles.behind)} data-pane="list">{list}</div>
        {width === 'narrow' ? null : <Divider label={t('app.listWidth')} pane={listPane} />}
        <div className={cx(styles.reader, width === 'narrow' && !readerInFront && styles.behind)} data-pane="reader">{reader}</div>
      </main>
    </div>
  );
}
