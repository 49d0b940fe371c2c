/** One open message, live: watches it and draws it. A message inside a message is one too. */
import { useState, type ReactNode } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { MessageContent } from './MessageContent.tsx';
import { Skeleton } from './Skeleton.tsx';

export interface LiveMessageProps {
  readonly messageId: MessageId;
  /** Of a message inside it. */
  readonly section?: string | undefined;
  /** At the end of its first line: what can be done to it. */
  readonly trailing?: ReactNode;
  readonly onFold?: (() => void) | undefined;
}

export function LiveMessage(props: LiveMessageProps) {
  const [attempt, setAttempt] = useState(0);
  // A new key opens the projection anew: that is what "Try again" means.
  return <Watched key={attempt} {...props} onRetry={() => setAttempt((n) => n + 1)} />;
}

function Watched({ messageId, section, onRetry, ...rest }: LiveMessageProps & { readonly onRetry: () => void }) {
  const { value: view, failure } = useProjection('messages.view', section === undefined ? { messageId } : { messageId, section });
  if (view) return <MessageContent messageId={messageId} section={section} view={view} failure={failure} onRetry={onRetry} {...rest} />;
  if (failure) return <InlineAlert tone="error"><p>{failureText(failure)}</p><Button onPress={onRetry}>{t('design.tryAgain')}</Button></InlineAlert>;
  return <Skeleton />;
}
