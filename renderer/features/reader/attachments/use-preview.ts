/** The content of one attachment to be looked at, while it is wanted. */
import { useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/failure.ts';
import type { MessageId } from '../../../../shared/ids.ts';
import type { CommandOutput } from '../../../../shared/ipc/contract.ts';
import { useEngine } from '../../../engine/EngineProvider.tsx';

export type PreviewContent = CommandOutput<'attachments.preview'>;
export type PreviewState = { readonly content: PreviewContent } | { readonly failure: Failure } | null;

/** Null while it is on its way, and where no section is given. */
export function usePreview(messageId: MessageId, section: string | null): PreviewState {
  const engine = useEngine();
  const [state, setState] = useState<{ readonly of: string; readonly value: PreviewState }>({ of: '', value: null });
  // Sections are called alike in all messages.
  const of = `${messageId} ${section}`;
  useEffect(() => {
    if (section === null) return;
    const controller = new AbortController();
    void engine.call('attachments.preview', { messageId, section }, { signal: controller.signal }).then((answer) => {
      if (!controller.signal.aborted) setState({ of, value: answer.ok ? { content: answer.value } : { failure: answer.failure } });
    });
    return () => controller.abort();
  }, [engine, messageId, section, of]);
  return section !== null && state.of === of ? state.value : null;
}
