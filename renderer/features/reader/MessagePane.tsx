/** The reading pane drawn from plain props: toolbar, heading, card, bars, body, attachments. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/failure.ts';
import { isMisleading } from '../../../shared/html/urls.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { Attachments, type AttachmentsProps } from './Attachments.tsx';
import { HeaderCard } from './HeaderCard.tsx';
import { LinkQuestion, type DoubtfulLink } from './LinkQuestion.tsx';
import { LinkTarget } from './LinkTarget.tsx';
import { MessageBody } from './MessageBody.tsx';
import type { ReaderActions } from './reader-actions.ts';
import { Skeleton } from './Skeleton.tsx';
import { SourceDialog, type LoadSource } from './SourceDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
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
  readonly onOpenLink: (url: string) => Promise<Result<unknown>>;
  /** Answers why it was refused, or null. */
  readonly onAllowRemote: () => Promise<Failure | null>;
  readonly onSave: AttachmentsProps['onSave'];
  readonly onSource: LoadSource | null;
}

export function MessagePane({ messageId, view, failure, remotePrefix, actions, onBack, onRetry, onOpenLink, onAllowRemote, onSave, onSource }: MessagePaneProps) {
  const [target, setTarget] = useState<string | null>(null);
  const [doubtful, setDoubtful] = useState<DoubtfulLink | null>(null);
  const [sourceShown, setSourceShown] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const toasts = useToasts();

  useEffect(() => { scroller.current?.scrollTo(0, 0); }, [messageId]);

  const open = useCallback(async (url: string) => {
    const answer = await onOpenLink(url);
    if (!answer.ok && answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('reader.linkNotOpened', { reason: failureText(answer.failure) }) });
  }, [onOpenLink, toasts]);
  const follow = useCallback((url: string, text: string) => {
    if (isMisleading(text, url)) setDoubtful({ url, text });
    else void open(url);
  }, [open]);

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
            <MessageBody key={messageId} view={view} failure={failure} remotePrefix={remotePrefix} onRetry={onRetry} onAllowRemote={onAllowRemote} onLink={follow} onTarget={setTarget} />
            {view.attachments.length ? <Attachments messageId={view.row.id} attachments={view.attachments} onSave={onSave} /> : null}
          </article>
        ) : failure ? (
          <EmptyState hideMark>{failureText(failure)}</EmptyState>
        ) : (
          <article className={styles.message} aria-busy="true"><Skeleton heading /></article>
        )}
      </div>
      <LinkTarget url={target} />
      <LinkQuestion link={doubtful} onClose={() => setDoubtful(null)} onOpen={(url) => { setDoubtful(null); void open(url); }} />
      {onSource ? <SourceDialog key={messageId} isOpen={sourceShown} onClose={() => setSourceShown(false)} load={onSource} /> : null}
    </section>
  );
}
