/** One message that stands alone, and the way to its conversation. */
import { MessagesSquare } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { Heading } from './Heading.tsx';
import { MessageContent } from './MessageContent.tsx';
import { Skeleton } from './Skeleton.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { useNear } from './use-near.ts';
import { withWarm } from './warm-views.ts';
import styles from './ReaderPane.module.css';

export interface SingleMessageProps {
  readonly messageId: MessageId;
  /** Messages of its conversation beside it. */
  readonly others: number;
  /** Shows the conversation. */
  readonly onAll: () => void;
  readonly onFlags: (flags: number) => void;
  /** It has been on screen for a moment. */
  readonly onSettled: () => void;
  readonly onGone?: (() => void) | undefined;
  readonly onSubject?: ((subject: string) => void) | undefined;
}

/** Milliseconds after the text. */
const REST = 250;
const GONE: ReadonlySet<string> = new Set(['message-gone', 'folder-gone', 'not-found']);

export function SingleMessage(props: SingleMessageProps) {
  const [attempt, setAttempt] = useState(0);
  // A new key opens the projection anew: that is what "Try again" means.
  return <Watched key={attempt} {...props} onRetry={() => setAttempt((n) => n + 1)} />;
}

function Watched({ messageId, others, onAll, onFlags, onSettled, onGone, onSubject, onRetry }: SingleMessageProps & { readonly onRetry: () => void }) {
  const { value, input, failure } = useProjection('messages.view', { messageId });
  // The message before stays in the projection until the next has come; it must not pass for it.
  const live = input?.messageId === messageId ? value : null;
  const view = useMemo(() => withWarm(live, messageId), [live, messageId]);
  const [ref, , isSeen] = useNear();
  const flags = view?.row.flags ?? null;
  useMarkRead(messageId, flags, isSeen);
  useEffect(() => onFlags(flags ?? 0), [flags, onFlags]);
  const subject = view?.row.subject;
  useEffect(() => { if (subject !== undefined) onSubject?.(subject); }, [subject, onSubject]);
  const hasText = Boolean(view?.body ?? view?.failure);
  useEffect(() => {
    if (!hasText) return;
    const timer = setTimeout(onSettled, REST);
    return () => clearTimeout(timer);
  }, [hasText, messageId, onSettled]);
  const isGone = GONE.has((view?.failure ?? failure)?.code ?? '');
  useEffect(() => { if (isGone) onGone?.(); }, [isGone, onGone]);

  return (
    <div ref={ref} className={styles.whole}>
      {view ? (
        <article className={styles.message} aria-busy={!view.body && !view.failure} data-message={messageId}>
          <Heading subject={view.row.subject} keywords={view.row.keywords}>
            {others > 0 ? (
              <span className={styles.tools}>
                <Button variant="quiet" className={styles.toConversation ?? ''} onPress={onAll}><MessagesSquare size={16} aria-hidden />{t('reader.showConversation', { count: others + 1 })}</Button>
              </span>
            ) : null}
          </Heading>
          <MessageContent messageId={messageId} view={view} failure={failure} onRetry={onRetry} />
        </article>
      ) : failure ? <EmptyState hideMark>{failureText(failure)}</EmptyState> : <article className={styles.message} aria-busy="true"><Skeleton heading /></article>}
    </div>
  );
}
