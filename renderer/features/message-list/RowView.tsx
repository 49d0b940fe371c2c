/** One row of the list. It has no handlers of its own: the grid listens for all rows and reads the data attributes. */
import { Check } from 'lucide-react';
import { Fragment, memo } from 'react';
import { longDate, shortDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { numberWords } from '../../../shared/text/locale.ts';
import { t } from '../../../shared/locales/t.ts';
import type { WhyNot } from '../../../shared/message-actions.ts';
import { cx } from '../../design/class-names.ts';
import { isConversation, isUnread, type ListRow } from './list-row.ts';
import type { RowLook } from './row-look.ts';
import { peopleOf, rowName, subjectOf } from './row-words.ts';
import { HoverActions, RowSigns } from './RowSigns.tsx';
import styles from './RowView.module.css';

export interface RowViewProps {
  readonly row: ListRow;
  readonly index: number;
  /** Of its upper edge, in pixels from the first row's. */
  readonly top: number;
  readonly look: RowLook;
  readonly isSelected: boolean;
  readonly isLead: boolean;
  /** Several are selected: every row shows its box. */
  readonly isSelecting: boolean;
  /** Under the pointer: why each of its icons cannot be pressed. Null elsewhere. */
  readonly hovered: WhyNot | null;
  /** Its menu is open. */
  readonly isInMenu: boolean;
}

export const RowView = memo(function RowView({ row, index, top, look, isSelected, isLead, isSelecting, hovered, isInMenu }: RowViewProps) {
  const unread = isUnread(row);
  const date = longDate(row.date);
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={rowName(row, look, date)}
      tabIndex={isLead ? 0 : -1}
      data-index={index}
      data-lead={isLead || undefined}
      data-menu={isInMenu || undefined}
      className={cx(styles.row, styles[look.shape], unread && styles.unread, isSelected && styles.selected, isSelecting && styles.selecting)}
      style={{ height: look.height, transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.cell}>
        <span className={styles.gutter} data-part="gutter">
          <span className={styles.dot} />
          <span className={styles.box}>{isSelected ? <Check size={12} aria-hidden /> : null}</span>
        </span>
        <RowContent row={row} look={look} date={date} hovered={hovered} />
      </div>
    </div>
  );
});

function RowContent({ row, look, date, hovered }: { readonly row: ListRow; readonly look: RowLook; readonly date: string; readonly hovered: WhyNot | null }) {
  const tags = look.tagsOf(row.keywords);
  const place = look.placeOf(row.folderId);
  const people = <People row={row} look={look} />;
  const end = hovered ? <HoverActions row={row} whyNot={hovered} /> : <time className={styles.date} title={date}>{shortDate(row.date, look.today)}</time>;
  const subject = <span className={styles.subject} dir="auto">{subjectOf(row)}</span>;
  const beside = (
    <>
      {place ? <span className={styles.place}>{place}</span> : null}
      <RowSigns row={row} tags={tags} />
    </>
  );
  const preview = look.previewLines > 0 ? visibleLine(row.preview ?? '', 120 * (look.previewLines + 1)) : '';
  if (look.shape === 'one') {
    return (
      <span className={styles.line}>
        {people}
        <span className={styles.words}>
          {subject}
          {preview ? <span className={styles.preview} dir="auto">{preview}</span> : null}
        </span>
        {beside}
        {end}
      </span>
    );
  }
  return (
    <span className={styles.lines}>
      <span className={styles.line}>{people}{end}</span>
      <span className={styles.line}>{subject}{beside}</span>
      {look.previewLines > 0 ? <span className={cx(styles.preview, look.previewLines === 2 && styles.twice)} dir="auto">{preview}</span> : null}
    </span>
  );
}

function People({ row, look }: { readonly row: ListRow; readonly look: RowLook }) {
  const people = peopleOf(row, look);
  return (
    <span className={styles.who}>
      <span className={styles.people} dir="auto">
        {people.map(({ name, unread }, at) => <Fragment key={at}>{at > 0 ? ', ' : null}<span className={unread ? styles.strong : undefined}>{name}</span></Fragment>)}
      </span>
      {isConversation(row) && row.count > 1 ? <span className={styles.count} title={t('list.messagesIn', { count: row.count })}>{numberWords(row.count)}</span> : null}
    </span>
  );
}

export interface PlaceholderRowProps { readonly index: number; readonly top: number; readonly look: RowLook }

/** A row that has not arrived: soft bars of true height. */
export function PlaceholderRow({ index, top, look: { shape, height, previewLines } }: PlaceholderRowProps) {
  const bar = (least: number, step: number, most: number) => <span className={styles.bar} style={{ width: `${least + ((index * step) % (most - least))}%` }} />;
  return (
    <div role="row" aria-rowindex={index + 1} aria-label={t('list.loading')} className={cx(styles.row, styles.placeholder, styles[shape])} style={{ height, transform: `translateY(${top}px)` }}>
      <div role="gridcell" className={styles.cell}>
        <span className={styles.gutter} />
        <span className={styles.lines}>
          {bar(34, 37, 57)}
          {shape === 'one' ? null : bar(58, 53, 89)}
          {previewLines > 0 && shape === 'tall' ? bar(72, 29, 97) : null}
        </span>
      </div>
    </div>
  );
}
