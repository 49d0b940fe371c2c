/** The reading pane drawn from plain props: toolbar, heading, card, bars, body, attachments. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { Attachments, type AttachmentsProps } from './Attachments.tsx';
import { HeaderCard } from './HeaderCard.tsx';
import { MessageBody } from './MessageBody.tsx';
import type { ReaderActions } from './reader-actions.ts';
import { Skeleton } from './Skeleton.tsx';
import { SourceDialog, type LoadSource } from './SourceDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useLinks, type LinksOptions } from './use-links.tsx';
import styles from './MessagePane.module.css';

export interface MessagePaneProps {
  readonly messageId: MessageId | null;
  readonly view: MessageView | null;
  /** Why the view itself does not come; the body's own failure is in the view. */
  readonly failure: Failure | null;
  /** Where allowed remote images are asked for; null while they are not allowed. */
  readonly remotePrefix: string | null;
  readonly actions: ReaderActions;
  readonly onBack?: (() => void) | undefined;
  readonly onRetry: () => void;
  readonly onOpenLink: LinksOptions['onOpenLink'];
  readonly onMailto: LinksOptions['onMailto'];
  /** What is to be known before the text is read. */
  readonly bars?: ReactNode;
  /** Answers why it was refused, or null. */
  readonly onAllowRemote: () => Promise<Failure | null>;
  readonly onSave: AttachmentsProps['onSave'];
  readonly onSource: LoadSource | null;
}

export function MessagePane({ messageId, view, failure, remotePrefix, actions, onBack, onRetry, onOpenLink, onMailto, bars, onAllowRemote, onSave, onSource }: MessagePaneProps) {
  const { follow, point, guard } = useLinks({ onOpenLink, onMailto });
  const [sourceShown, setSourceShown] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => { scroller.current?.scrollTo(0, 0); }, [messageId]);

  if (!messageId) {
    return (
      <section aria-label={t('reader.title')} className={styles.pane}>
        <EmptyState>{t('reader.choose')}</EmptyState>
      </section>
    );
  }
  return (
    <section aria-label={t('reader.title')} className={styles.pane}>
      <Toolbar actions={actions} flagged={Boolean((view?.row.flags ?? 0) & FLAG.flagged)} onBack={onBack} onSource={onSource ? () => setSourceShown(true) : null} />
      <div ref={scroller} className={styles.scroller}>
        {view ? (
          <article className={styles.message} aria-busy={!view.body && !view.failure}>
            <h1 className={styles.subject} dir="auto">{visibleLine(view.row.subject, 2000) || <span className={styles.none}>{t('reader.noSubject')}</span>}</h1>
            <HeaderCard view={view} />
            {bars}
            <MessageBody key={messageId} view={view} failure={failure} remotePrefix={remotePrefix} onRetry={onRetry} onAllowRemote={onAllowRemote} onLink={follow} onTarget={point} />
            {view.attachments.length ? <Attachments messageId={view.row.id} attachments={view.attachments} onSave={onSave} /> : null}
          </article>
        ) : failure ? (
          <EmptyState hideMark>{failureText(failure)}</EmptyState>
        ) : (
          <article className={styles.message} aria-busy="true"><Skeleton heading /></article>
        )}
      </div>
      {guard}
      {onSource ? <SourceDialog key={messageId} isOpen={sourceShown} onClose={() => setSourceShown(false)} load={onSource} /> : null}
    </section>
  );
}
