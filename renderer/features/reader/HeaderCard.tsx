/** Who wrote, to whom, when. The address is always on screen: a name proves nothing. */
import { ChevronDown, ChevronsDownUp } from 'lucide-react';
import { memo, useId, useRef, useState, type ReactNode } from 'react';
import type { MessageDetails as Details } from '../../../shared/model/message-details.ts';
import type { Address, MessageView } from '../../../shared/model/message.ts';
import { initials, tintHue } from '../../../shared/text/tint.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { MessageDetails } from './details/MessageDetails.tsx';
import { useOffer } from './message-offers.ts';
import { Author, People } from './People.tsx';
import { cardDate, fullDate, zonedDate } from './words.ts';
import styles from './HeaderCard.module.css';

export interface HeaderCardProps {
  readonly view: MessageView;
  /** Null while they are on their way. */
  readonly details: Details | null;
  /** At the end of the first line. */
  readonly trailing?: ReactNode;
  /** Back to one line; left out where the message stands alone. */
  readonly onFold?: (() => void) | undefined;
}

export const HeaderCard = memo(function HeaderCard({ view, details, trailing, onFold }: HeaderCardProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  // Brought on screen, and Tab goes on from there.
  useOffer('details', () => {
    setOpen(!open);
    button.current?.focus();
  });
  const { row } = view;
  const author = row.from[0] ?? { name: '', address: '' };
  const everybody = [...row.to, ...view.cc, ...view.bcc];
  const sent = sentInItsZone(row.date, details);
  return (
    <header className={styles.card}>
      <span className={styles.sign} style={{ '--hue': tintHue(author.address || author.name) }} aria-hidden="true" dir="auto">{initials(author)}</span>
      <div className={styles.who}>
        <p className={styles.from}>
          {row.from.length ? row.from.slice(0, 5).map((from, index) => <Author key={index} address={from} />) : <span className={styles.name}>{t('reader.noSender')}</span>}
        </p>
        <button ref={button} type="button" className={styles.to} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span className={styles.toLine} dir="auto">{everybody.length ? t('reader.toPeople', { people: everybody.slice(0, 30).map(shortName).join(', ') }) : t('reader.toNobody')}</span>
          <ChevronDown size={14} aria-hidden className={open ? styles.turned : undefined} />
          <span className={styles.hidden}>{t(open ? 'reader.hideDetails' : 'reader.showDetails')}</span>
        </button>
      </div>
      <div className={styles.end}>
        <time className={styles.date} dateTime={dateTime(row.date)} title={sent ? `${fullDate(row.date)}\n${t('reader.sentAt', { date: sent })}` : fullDate(row.date)}>{cardDate(row.date)}</time>
        {onFold ? <IconButton size="small" label={t('reader.fold')} icon={<ChevronsDownUp size={16} aria-hidden />} onPress={onFold} /> : null}
        {trailing}
      </div>
      {open ? (
        <div id={id} className={styles.details}>
          <dl className={styles.fields}>
            <People label={t('reader.from')} people={row.from} messageId={row.id} />
            <People label={t('reader.replyTo')} people={view.replyTo} messageId={row.id} />
            <People label={t('reader.to')} people={row.to} messageId={row.id} />
            <People label={t('reader.cc')} people={view.cc} messageId={row.id} />
            <People label={t('reader.bcc')} people={view.bcc} messageId={row.id} />
            <dt>{t('reader.date')}</dt>
            <dd>{fullDate(row.date)}{sent ? <span className={styles.zone}>{t('reader.sentAt', { date: sent })}</span> : null}</dd>
          </dl>
          <MessageDetails view={view} details={details} />
        </div>
      ) : null}
    </header>
  );
});

/** Where the sender's clock shows another time than ours; empty else. */
function sentInItsZone(date: number, details: Details | null): string {
  const written = details?.header?.date;
  if (!written || written.offset === null) return '';
  const at = written.at ?? date;
  return written.offset === -new Date(at).getTimezoneOffset() ? '' : zonedDate(at, written.offset);
}

const shortName = (address: Address): string => visibleLine(address.name, 60) || visibleLine(address.address, 120);

/** Undefined for a date that no calendar holds. */
function dateTime(date: number): string | undefined {
  const value = new Date(date);
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
}
