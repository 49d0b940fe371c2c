/** The reading pane, live: watches one message and asks the engine for what reading needs. */
import { useCallback, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { MessagePane } from './MessagePane.tsx';
import type { ReaderActions } from './reader-actions.ts';

export interface ReaderProps {
  readonly messageId: MessageId | null;
  readonly actions: ReaderActions;
  /** Back to the list; left out where the list is beside it. */
  readonly onBack?: (() => void) | undefined;
}

export function Reader(props: ReaderProps) {
  const [attempt, setAttempt] = useState(0);
  // A new key opens the projection anew: that is what "Try again" means.
  return <LiveMessage key={attempt} {...props} onRetry={() => setAttempt((n) => n + 1)} />;
}

function LiveMessage({ messageId, actions, onBack, onRetry }: ReaderProps & { readonly onRetry: () => void }) {
  const { value, input, failure } = useProjection('messages.view', messageId ? { messageId } : null);
  const engine = useEngine();
  const [allowed, setAllowed] = useState<{ of: MessageId; prefix: string } | null>(null);
  const onOpenLink = useCallback((url: string) => engine.call('app.openLink', { url }), [engine]);

  return (
    <MessagePane
      messageId={messageId}
      // The message before stays in the projection until the next has come; it must not pass for it.
      view={input?.messageId === messageId ? value : null}
      failure={failure}
      remotePrefix={allowed?.of === messageId ? allowed.prefix : null}
      actions={actions}
      onBack={onBack}
      onRetry={onRetry}
      onOpenLink={onOpenLink}
      onAllowRemote={async () => {
        if (!messageId) return null;
        const answer = await engine.call('messages.allowRemote', { messageId });
        if (!answer.ok) return answer.failure;
        setAllowed({ of: messageId, prefix: answer.value.prefix });
        return null;
      }}
      onSave={(section, signal) => (messageId ? engine.call('attachments.save', { messageId, section }, { signal }) : Promise.resolve({ ok: true, value: { saved: null } }))}
      onSource={messageId ? () => engine.call('messages.source', { messageId }) : null}
    />
  );
}
