/** The reading pane, live: watches one message and asks the engine for what reading needs. */
import { useCallback, useState } from 'react';
import { splitFolderId, splitMessageId, type MessageId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { MessageBars } from './bars/MessageBars.tsx';
import { useDetails } from './details/use-details.ts';
import { letterOfLink } from './letter-of-link.ts';
import { MessagePane } from './MessagePane.tsx';
import type { ReaderActions } from './reader-actions.ts';

export interface ReaderProps {
  readonly messageId: MessageId | null;
  readonly actions: ReaderActions;
  /** Back to the list; left out where the list is beside it. */
  readonly onBack?: (() => void) | undefined;
  /** Opens the composer with a letter that was begun. */
  readonly onWrite: (letter: Outgoing) => void;
}

export function Reader(props: ReaderProps) {
  const [attempt, setAttempt] = useState(0);
  // A new key opens the projection anew: that is what "Try again" means.
  return <LiveMessage key={attempt} {...props} onRetry={() => setAttempt((n) => n + 1)} />;
}

function LiveMessage({ messageId, actions, onBack, onWrite, onRetry }: ReaderProps & { readonly onRetry: () => void }) {
  const { value, input, failure } = useProjection('messages.view', messageId ? { messageId } : null);
  const engine = useEngine();
  const [allowed, setAllowed] = useState<{ of: MessageId; prefix: string } | null>(null);
  // The message before stays in the projection until the next has come; it must not pass for it.
  const view = input?.messageId === messageId ? value : null;
  const details = useDetails(view ? messageId : null);
  const onOpenLink = useCallback((url: string) => engine.call('app.openLink', { url }), [engine]);

  return (
    <MessagePane
      messageId={messageId}
      view={view}
      bars={view ? <MessageBars key={view.row.id} view={view} details={details} onWrite={onWrite} /> : null}
      failure={failure}
      remotePrefix={allowed?.of === messageId ? allowed.prefix : null}
      actions={actions}
      onBack={onBack}
      onRetry={onRetry}
      onOpenLink={onOpenLink}
      onMailto={(link) => { if (messageId) onWrite(letterOfLink(link, splitFolderId(splitMessageId(messageId).folderId).accountId)); }}
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
