/** Who wrote, to whom, when. The address is always on screen: a name proves nothing. */
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { Address, MessageView } from '../../../shared/model/message.ts';
import { initials, tintHue } from '../../../shared/text/tint.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { cardDate, fullDate } from './words.ts';
import styles from './HeaderCard.module.css';

export function HeaderCard({ view }: { readonly view: MessageView }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { row } = view;
  const author = row.from[0] ?? { name: '', address: '' };
  const everybody = [...row.to, ...view.cc, ...view.bcc];
  return (
    <header className={styles.card}>
      <span className={styles.sign} style={{ '--hue': tintHue(author.address || author.name) }} aria-hidden="true" dir="auto">{initials(author)}</span>
      <div className={styles.who}>
        <p className={styles.from}>
          {row.from.length ? row.from.slice(0, 5).map((from, index) => <Author key={index} address={from} />) : <span className={styles.name}>{t('reader.noSender')}</span>}
        </p>
        <button type="button" className={styles.to} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span className={styles.toLine} dir="auto">{everybody.length ? t('reader.toPeople', { people: everybody.slice(0, 30).map(shortName).join(', ') }) : t('reader.toNobody')}</span>
          <ChevronDown size={14} aria-hidden className={open ? styles.turned : undefined} />
          <span className={styles.hidden}>{t(open ? 'reader.hideDetails' : 'reader.showDetails')}</span>
        </button>
      </div>
      <time className={styles.date} dateTime={dateTime(row.date)} title={fullDate(row.date)}>{cardDate(row.date)}</time>
      {open ? (
        <dl id={id} className={styles.details}>
          <People label={t('reader.from')} people={row.from} />
          <People label={t('reader.replyTo')} people={view.replyTo} />
          <People label={t('reader.to')} people={row.to} />
          <People label={t('reader.cc')} people={view.cc} />
          <People label={t('reader.bcc')} people={view.bcc} />
          <dt>{t('reader.date')}</dt>
          <dd>{fullDate(row.date)}</dd>
        </dl>
      ) : null}
    </header>
  );
}

function Author({ address }: { readonly address: Address }) {
  const name = visibleLine(address.name, 200);
  const shown = visibleLine(address.address, 400);
  return (
    <span className={styles.author}>
      {name ? <bdi className={styles.name}>{name}</bdi> : null}
      <bdi className={name ? styles.address : styles.name}>{shown || t('reader.noAddress')}</bdi>
    </span>
  );
}

const shortName = (address: Address): string => visibleLine(address.name, 60) || visibleLine(address.address, 120);

function People({ label, people }: { readonly label: string; readonly people: readonly Address[] }) {
  if (!people.length) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {people.slice(0, 200).map((person, index) => <span key={index} className={styles.person}><Author address={person} /></span>)}
        {people.length > 200 ? <span className={styles.person}>{t('reader.andMore', { n: people.length - 200 })}</span> : null}
      </dd>
    </>
  );
}

/** Undefined for a date that no calendar holds. */
function dateTime(date: number): string | undefined {
  const value = new Date(date);
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
}
