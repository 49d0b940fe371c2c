/** One row of the list. It has no handlers of its own: the grid listens for all rows and reads the data attributes. */
import { Archive, Check, Flag, FlagOff, Forward, Mail, MailOpen, Paperclip, Reply, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { keysFor, type ActionName } from '../../../shared/keys.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { longDate, shortDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { cx } from '../../design/class-names.ts';
import styles from './MessageRowView.module.css';
import { isFlagged, isUnread, peopleOf, rowName, subjectOf } from './row-words.ts';

export interface MessageRowViewProps {
  readonly row: MessageRow;
  readonly index: number;
  readonly height: number;
  readonly isSelected: boolean;
  readonly isLead: boolean;
  /** Several are selected: every row shows its box. */
  readonly isSelecting: boolean;
  readonly isHovered: boolean;
  /** Sent mail: show to whom. */
  readonly outgoing: boolean;
  /** The folder it lies in, where the list holds several. */
  readonly place: string | null;
  /** Any moment of today, milliseconds since 1970. */
  readonly today: number;
}

export const MessageRowView = memo(function MessageRowView({ row, index, height, isSelected, isLead, isSelecting, isHovered, outgoing, place, today }: MessageRowViewProps) {
  const unread = isUnread(row);
  const flagged = isFlagged(row);
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={place ? t('list.inPlace', { row: rowName(row, outgoing), place }) : rowName(row, outgoing)}
      tabIndex={isLead ? 0 : -1}
      data-index={index}
      data-lead={isLead || undefined}
      className={cx(styles.row, height < 60 && styles.compact, unread && styles.unread, isSelected && styles.selected, isSelecting && styles.selecting)}
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      <div role="gridcell" className={styles.cell}>
        <span className={styles.gutter} data-part="gutter">
          <span className={styles.dot} />
          <span className={styles.box}>{isSelected ? <Check size={12} aria-hidden /> : null}</span>
        </span>
        <span className={styles.lines}>
          <span className={styles.line}>
            <span className={styles.people} dir="auto">{peopleOf(row, outgoing)}</span>
            {isHovered ? <HoverActions unread={unread} flagged={flagged} /> : <time className={styles.date} title={longDate(row.date)}>{shortDate(row.date, today)}</time>}
          </span>
          <span className={styles.line}>
            <span className={styles.subject} dir="auto">{subjectOf(row)}</span>
            {place ? <span className={styles.place}>{place}</span> : null}
            <Signs row={row} />
          </span>
          {height < 60 ? null : <span className={styles.preview} dir="auto">{visibleLine(row.preview ?? '', 240)}</span>}
        </span>
      </div>
    </div>
  );
});

function Signs({ row }: { readonly row: MessageRow }) {
  return (
    <span className={styles.signs} aria-hidden="true">
      {row.flags & FLAG.answered ? <Reply size={14} /> : null}
      {row.flags & FLAG.forwarded ? <Forward size={14} /> : null}
      {row.hasAttachment ? <Paperclip size={14} /> : null}
      {isFlagged(row) ? <Flag size={14} className={styles.flag ?? ''} /> : null}
    </span>
  );
}

const withKey = (name: 'unflag' | 'archive' | 'delete' | 'markRead' | 'markUnread' | 'flag', action: ActionName = name === 'unflag' ? 'flag' : name): string => t('list.withKey', { name: t(`actions.${name}`), key: keysFor(action) });

/** For the mouse alone: keys, menu and toolbar do the same for everybody else. */
function HoverActions({ unread, flagged }: { readonly unread: boolean; readonly flagged: boolean }) {
  return (
    <span className={styles.actions} aria-hidden="true">
      <span data-action="archive" title={withKey('archive')}><Archive size={16} /></span>
      <span data-action="delete" title={withKey('delete')}><Trash2 size={16} /></span>
      {unread ? <span data-action="markRead" title={withKey('markRead')}><MailOpen size={16} /></span> : <span data-action="markUnread" title={withKey('markUnread')}><Mail size={16} /></span>}
      {flagged ? <span data-action="unflag" title={withKey('unflag', 'flag')}><FlagOff size={16} /></span> : <span data-action="flag" title={withKey('flag')}><Flag size={16} /></span>}
    </span>
  );
}

export interface PlaceholderRowProps { readonly index: number; readonly height: number }

/** A row that has not arrived: soft bars of true height. */
export function PlaceholderRow({ index, height }: PlaceholderRowProps) {
  return (
    <div role="row" aria-rowindex={index + 1} aria-label={t('list.loading')} className={cx(styles.row, styles.placeholder, height < 60 && styles.compact)} style={{ height, transform: `translateY(${index * height}px)` }}>
      <div role="gridcell" className={styles.cell}>
        <span className={styles.gutter} />
        <span className={styles.lines}>
          <span className={styles.bar} style={{ width: `${34 + ((index * 37) % 23)}%` }} />
          <span className={styles.bar} style={{ width: `${58 + ((index * 53) % 31)}%` }} />
          {height < 60 ? null : <span className={styles.bar} style={{ width: `${72 + ((index * 29) % 25)}%` }} />}
        </span>
      </div>
    </div>
  );
}
