/** A composer for an answer: asks the engine for recipients and quoted text first. */
import { useEffect, useState } from 'react';
import type { Result } from '../../../shared/failure.ts';
import type { MessageId, OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { EmptyState } from '../../design/primitives/EmptyState.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { Composer } from './Composer.tsx';

export interface AnswerComposerProps {
  readonly messageId: MessageId;
  readonly kind: 'reply' | 'replyAll' | 'forward';
  readonly onClose: () => void;
  readonly onSent: (operationId: OperationId) => void;
}

export function AnswerComposer({ messageId, kind, onClose, onSent }: AnswerComposerProps) {
  const engine = useEngine();
  const [prepared, setPrepared] = useState<Result<Outgoing> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void engine.call('compose.prepare', { messageId, kind }, { signal: stop.signal }).then((result) => { if (!stop.signal.aborted) setPrepared(result); });
    return () => stop.abort();
  }, [engine, messageId, kind]);

  if (prepared?.ok) return <Composer initial={prepared.value} onClose={onClose} onSent={onSent} />;
  return (
    <section aria-label="Compose" aria-busy={!prepared} style={{ height: '100%' }}>
      {prepared ? <EmptyState hideMark action={<Button onPress={onClose}>Back to the message</Button>}>The answer could not be prepared. {prepared.failure.message}</EmptyState> : null}
    </section>
  );
}
