/** One message of a conversation: a line while it is folded, the whole message while it is open. */
import { FileText, Flag, Paperclip, Reply } from 'lucide-react';
import { memo } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { ConversationMessage } from '../../../shared/model/conversation.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { initials, tintHue } from '../../../shared/text/tint.ts';
import { longDate, shortDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { cx } from '../../design/class-names.ts';
import { CardMenu } from './CardMenu.tsx';
import { LiveMessage } from './LiveMessage.tsx';
import { Skeleton } from './Skeleton.tsx';
import { useNear } from './use-near.ts';
import { useMarkRead } from './use-mark-read.ts';
import { senderName } from './words.ts';
import styles from './MessageCard.module.css';

export interface MessageCardProps {
  readonly message: ConversationMessage;
  readonly isOpen: boolean;
  /** The only one: always open. */
  readonly isAlone: boolean;
  /** Its folder, where it is another than that of the list. */
  readonly place: string | null;
  /** Any moment of today, milliseconds since 1970. */
  readonly today: number;
  readonly fromHere: readonly MessageId[];
  readonly onToggle: (id: MessageId, isOpen: boolean) => void;
}

export const MessageCard = memo(function MessageCard({ message, isOpen, isAlone, place, today, fromHere, onToggle }: MessageCardProps) {
  const { row, draft } = message;
  const unread = (row.flags & FLAG.seen) === 0;
  const name = t('reader.cardName', { sender: senderName(row), date: longDate(row.date) });
  return (
    <article className={cx(styles.card, isOpen && styles.open)} aria-label={name} data-message={row.id} data-open={isOpen || undefined}>
      {isOpen ? (
        <OpenCard message={message} place={place} fromHere={fromHere} onFold={isAlone ? undefined : () => onToggle(row.id, false)} />
      ) : (
        <button type="button" className={cx(styles.line, unread && styles.unread)} aria-expanded="false" onClick={() => onToggle(row.id, true)}>
          <span className={styles.sign} style={{ '--hue': tintHue(row.from[0]?.address || row.from[0]?.name || '') }} aria-hidden="true" dir="auto">{initials(row.from[0] ?? { name: '', address: '' })}</span>
          <bdi className={styles.sender}>{senderName(row)}</bdi>
          {unread ? <span className={styles.hidden}>{t('reader.unread')}</span> : null}
          {draft ? <span className={styles.draft}>{t('reader.draft')}</span> : null}
          <span className={styles.preview} dir="auto">{visibleLine(row.preview ?? '', 300)}</span>
          {place ? <span className={styles.place}>{t('reader.inFolder', { folder: place })}</span> : null}
          <Signs message={message} />
          <time className={styles.date} title={longDate(row.date)}>{shortDate(row.date, today)}</time>
        </button>
      )}
    </article>
  );
});

function OpenCard({ message: { row, draft }, place, fromHere, onFold }: Pick<MessageCardProps, 'message' | 'place' | 'fromHere'> & { readonly onFold: (() => void) | undefined }) {
  const [ref, isNear, isSeen] = useNear();
  useMarkRead(row.id, row.flags, isSeen);
  return (
    <div ref={ref} className={styles.body}>
      {draft || place ? (
        <p className={styles.places}>
          {draft ? <span className={styles.draft}>{t('reader.draft')}</span> : null}
          {place ? <span className={styles.place}>{t('reader.inFolder', { folder: place })}</span> : null}
        </p>
      ) : null}
      {isNear ? <LiveMessage messageId={row.id} trailing={<CardMenu row={row} fromHere={fromHere} />} onFold={onFold} /> : <Skeleton />}
    </div>
  );
}

function Signs({ message: { row, draft } }: Pick<MessageCardProps, 'message'>) {
  return (
    <span className={styles.signs}>
      {row.flags & FLAG.answered ? <Reply size={14} role="img" aria-label={t('reader.answered')} aria-hidden={false} /> : null}
      {row.hasAttachment ? <Paperclip size={14} role="img" aria-label={t('reader.hasAttachment')} aria-hidden={false} /> : null}
      {row.flags & FLAG.flagged ? <Flag size={14} role="img" aria-label={t('reader.flagged')} aria-hidden={false} className={styles.flag ?? ''} fill="currentColor" /> : null}
      {draft ? <FileText size={14} aria-hidden /> : null}
    </span>
  );
}
