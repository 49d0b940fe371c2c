/** Answers to a conversation that were begun: each opens in the composer. */
import { PenLine } from 'lucide-react';
import { useMemo } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { DraftRow } from '../../../shared/model/draft.ts';
import { longDate, shortDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { useReader } from './reader-context.ts';
import { cx } from '../../design/class-names.ts';
import styles from './MessageCard.module.css';

const draftsOf = ({ value }: ProjectionState<'drafts.list'>): readonly DraftRow[] => value?.drafts ?? NONE;
const NONE: readonly DraftRow[] = [];

export function DraftCards({ ids, today }: { readonly ids: readonly MessageId[]; readonly today: number }) {
  const drafts = useShared('drafts.list', draftsOf);
  const { cards } = useReader();
  const own = useMemo(() => drafts.filter(({ source }) => source !== null && ids.includes(source.messageId)).toReversed(), [drafts, ids]);
  return own.map(({ id, to, preview, changedAt }) => (
    <article key={id} className={styles.card} aria-label={t('reader.draft')}>
      <button type="button" className={styles.line} onClick={() => cards.openDraft(id)}>
        <PenLine size={16} aria-hidden className={styles.pen} />
        <span className={cx(styles.sender, styles.draft)}>{t('reader.draft')}</span>
        <span className={styles.preview} dir="auto">{[visibleLine(to, 100) && t('reader.toPeople', { people: visibleLine(to, 100) }), visibleLine(preview, 300)].filter(Boolean).join(' · ')}</span>
        <time className={styles.date} title={longDate(changedAt)}>{shortDate(changedAt, today)}</time>
      </button>
    </article>
  ));
}
