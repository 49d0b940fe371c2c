/** What rows of the folder tree are made of. */
import { ChevronRight, Ellipsis } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { JSX, KeyboardEvent, MouseEvent, SyntheticEvent } from 'react';
import { direction, t } from '../../../shared/locales/t.ts';
import { numberWords } from '../../../shared/text/locale.ts';
import styles from './FolderPane.module.css';
import type { Point } from './pane-context.ts';

export type Row = JSX.IntrinsicElements['div'];

export const Chevron = () => (
  <Button slot="chevron" className={styles.chevron ?? ''}>
    <ChevronRight size={14} aria-hidden />
  </Button>
);

/** As wide as a chevron, where nothing unfolds. */
export const Indent = () => <span className={styles.indent} />;

export const Count = ({ count }: { readonly count: number }) => (count > 0 ? <span className={styles.count}>{numberWords(count)}</span> : null);

/** What is done in a button of a row is not done to the row. */
const stays = (event: SyntheticEvent): void => event.stopPropagation();

/** A button as the browser knows it: there is one in every row, and react-aria's own took a third of what a row takes to draw (Chromium 150, 2026-11-22). */
export const More = ({ name, onMenu }: { readonly name: string; readonly onMenu: (at: Point) => void }) => (
  <button
    type="button"
    className={styles.more ?? ''}
    aria-label={t('folders.actionsFor', { name })}
    aria-haspopup="menu"
    onPointerDown={stays}
    onMouseDown={stays}
    onKeyDown={(event) => {
      if (event.key === 'Enter' || event.key === ' ') stays(event);
    }}
    onClick={(event) => {
      stays(event);
      const box = event.currentTarget.getBoundingClientRect();
      onMenu({ x: direction() === 'rtl' ? box.right : box.left, y: box.bottom });
    }}
  >
    <Ellipsis size={16} aria-hidden />
  </button>
);

/** The menu of a row, by the right button and by the menu key alike. */
export const menuOn = (onMenu: (at: Point) => void) => (event: MouseEvent): void => {
  event.preventDefault();
  onMenu({ x: event.clientX, y: event.clientY });
};

/** F2, unless it is pressed in something within the row; other keys are for `others`. */
export const onF2 = (act: (row: Element) => void, others: Row['onKeyDownCapture']) => (event: KeyboardEvent<HTMLDivElement>): void => {
  if (event.key !== 'F2' || event.target !== event.currentTarget) return others?.(event);
  event.preventDefault();
  act(event.currentTarget);
};

/** Alt with the arrow up or down moves the row; other keys are for `others`. */
export const onAltArrows = (move: (by: -1 | 1) => void, others: Row['onKeyDownCapture']) => (event: KeyboardEvent<HTMLDivElement>): void => {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
  if (by === null || !event.altKey) return others?.(event);
  event.preventDefault();
  event.stopPropagation();
  move(by);
};
