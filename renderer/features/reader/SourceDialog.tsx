/** The message as it came. */
import { useEffect, useState } from 'react';
import type { Result } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { Skeleton } from './Skeleton.tsx';
import styles from './SourceDialog.module.css';

type Source = { source: string; truncated: boolean };

export interface SourceDialogProps {
  /** Null: closed. */
  readonly messageId: MessageId | null;
  readonly onClose: () => void;
}

/** More than this in one element makes the window slow. */
const SHOWN = 1_000_000;

export function SourceDialog({ messageId, onClose }: SourceDialogProps) {
  const engine = useEngine();
  const [loaded, setLoaded] = useState<{ of: MessageId; answer: Result<Source> } | null>(null);
  useEffect(() => {
    if (messageId === null) return;
    const stop = new AbortController();
    void engine.call('messages.source', { messageId }, { signal: stop.signal }).then((answer) => { if (!stop.signal.aborted) setLoaded({ of: messageId, answer }); });
    return () => {
      stop.abort();
      setLoaded(null);
    };
  }, [engine, messageId]);
  const answer = loaded?.of === messageId ? loaded.answer : null;
  return (
    <Dialog title={t('reader.source')} isOpen={messageId !== null} width={860} onClose={onClose} actions={<Button onPress={onClose}>{t('design.close')}</Button>}>
      {answer === null ? <Skeleton /> : answer.ok ? (
        <>
          <pre className={styles.source} tabIndex={0} aria-label={t('reader.source')}>{answer.value.source.slice(0, SHOWN)}</pre>
          {answer.value.truncated || answer.value.source.length > SHOWN ? <p>{t('reader.onlyBeginning')}</p> : null}
        </>
      ) : <InlineAlert tone="error">{failureText(answer.failure)}</InlineAlert>}
    </Dialog>
  );
}
