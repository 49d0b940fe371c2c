/** What is in a winmail.dat, asked for while it is looked at; and one of its files saved. */
import { useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/failure.ts';
import type { MessageId } from '../../../../shared/ids.ts';
import type { CommandOutput } from '../../../../shared/ipc/contract.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { t } from '../../../../shared/locales/t.ts';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { fetchDownloads } from '../attachments/downloads.ts';
import { shownName } from '../attachments/use-saving.ts';

/** Null while it is on its way. */
export type PackedState = CommandOutput<'attachments.packed'> | { readonly failure: Failure } | null;

export function usePacked(messageId: MessageId, section: string): { readonly state: PackedState; save(index: number, name: string): void } {
  const engine = useEngine();
  const toasts = useToasts();
  const [state, setState] = useState<PackedState>(null);
  useEffect(() => {
    const controller = new AbortController();
    void engine.call('attachments.packed', { messageId, section }, { signal: controller.signal }).then((answer) => {
      if (!controller.signal.aborted) setState(answer.ok ? answer.value : { failure: answer.failure });
    });
    return () => controller.abort();
  }, [engine, messageId, section]);

  const save = async (index: number, name: string): Promise<void> => {
    const answer = await engine.call('attachments.savePacked', { messageId, section, index });
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('attachments.notSaved', { name: shownName(name), reason: failureText(answer.failure) }) });
      return;
    }
    const { saved } = answer.value;
    if (saved !== null && !(await fetchDownloads([saved]))) toasts.show({ text: t('attachments.saved', { name: shownName(name) }) });
  };
  return { state, save: (index, name) => void save(index, name) };
}
