/** A composer for an answer: asks the engine for recipients and quoted text first. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Result } from '../../../shared/failure.ts';
import type { DraftId, MessageId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { Composer, type ComposerProps } from './Composer.tsx';
import type { LetterStart } from './use-letter.ts';
import styles from './AnswerComposer.module.css';

export interface AnswerComposerProps extends Omit<ComposerProps, 'start'> {
  readonly messageId: MessageId;
  readonly kind: 'reply' | 'replyAll' | 'forward';
  readonly draftId: DraftId;
}

export function AnswerComposer({ messageId, kind, draftId, ...rest }: AnswerComposerProps) {
  const engine = useEngine();
  const [prepared, setPrepared] = useState<Result<CommandOutput<'compose.prepare'>> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void engine.call('compose.prepare', { messageId, kind }, { signal: stop.signal }).then((result) => { if (!stop.signal.aborted) setPrepared(result); });
    return () => stop.abort();
  }, [engine, messageId, kind]);
  const begun = useMemo((): Omit<LetterStart, 'draftId'> | null => {
    if (!prepared?.ok) return null;
    const { unquoted, incomplete, ...initial } = prepared.value;
    return { initial, saved: null, replaces: null, isUnquoted: unquoted, isIncomplete: incomplete };
  }, [prepared]);
  // Nothing in it can have the focus yet, and its key is the composer's all the same.
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);

  if (begun) return <Composer start={{ ...begun, draftId }} {...rest} />;
  return (
    <section
      ref={pane} tabIndex={-1} aria-label={t('compose.title')} aria-busy={!prepared} className={styles.pane}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        rest.onClose();
      }}
    >
      <div className={prepared ? styles.pane : styles.waiting}>
        <EmptyState hideMark action={<Button onPress={rest.onClose}>{t('compose.backToMessage')}</Button>}>
          {prepared?.ok === false ? t('compose.notPrepared', { reason: failureText(prepared.failure) }) : t('compose.preparing')}
        </EmptyState>
      </div>
    </section>
  );
}
