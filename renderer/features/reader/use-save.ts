/** Saves a message as it came, as a file. */
import { useCallback } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { offerDownload } from './offer-download.ts';

export function useSave(): (id: MessageId) => void {
  const engine = useEngine();
  const toasts = useToasts();
  return useCallback((messageId: MessageId) => void engine.call('messages.saveAsEml', { messageId }).then((answer) => {
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('reader.messageNotSaved', { reason: failureText(answer.failure) }) });
    } else if (answer.value.saved !== null && !offerDownload(answer.value.saved)) toasts.show({ text: t('reader.messageSaved') });
  }), [engine, toasts]);
}
