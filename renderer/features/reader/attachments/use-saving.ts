/** Saving one attachment or all of them: progress, cancel, and what is told afterwards. */
import { useCallback, useState } from 'react';
import type { Failure } from '../../../../shared/failure.ts';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { middleEllipsis } from '../../../../shared/text/visible.ts';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import type { ProjectionState } from '../../../engine/projection-store.ts';
import { useShared } from '../../../engine/use-shared.ts';
import { fetchDownloads } from './downloads.ts';

/** All of them, beside single sections. */
const ALL = '*';

export interface Saving {
  readonly isSavingAll: boolean;
  /** 0 to 1 while it is being saved; null while it is not. */
  progressOf(section: string): number | null;
  save(attachment: Attachment): void;
  saveAll(): void;
  cancel(section: string): void;
  cancelAll(): void;
}

export const shownName = (name: string): string => middleEllipsis(name, 40) || t('attachments.unnamed');

/** `inside`: they belong to a message inside the message, and are saved one by one. */
export function useSaving(messageId: MessageId, attachments: readonly Attachment[], inside: boolean): Saving {
  const engine = useEngine();
  const toasts = useToasts();
  const [running, setRunning] = useState<ReadonlyMap<string, AbortController>>(new Map());
  const progress = useProgress(messageId);

  // Sections are called alike in all messages, and what is being saved goes on when another one is read.
  const own = (key: string): string => `${messageId} ${key}`;
  const isRunning = (key: string): boolean => running.has(own(key));

  const run = async (key: string, work: (signal: AbortSignal) => Promise<Failure | null>, told: (reason: string) => string): Promise<void> => {
    if (isRunning(key)) return;
    const controller = new AbortController();
    setRunning((old) => new Map(old).set(own(key), controller));
    const failure = await work(controller.signal);
    setRunning((old) => new Map([...old].filter(([, other]) => other !== controller)));
    if (failure && failure.code !== 'cancelled') toasts.show({ tone: 'error', text: told(failureText(failure)) });
  };
  const saveOne = async ({ section, name }: Attachment, signal: AbortSignal): Promise<Failure | null> => {
    const answer = await engine.call('attachments.save', { messageId, section }, { signal });
    if (!answer.ok) return answer.failure;
    const { saved } = answer.value;
    if (saved !== null && !(await fetchDownloads([saved]))) toasts.show({ text: t('attachments.saved', { name: shownName(name) }) });
    return null;
  };
  const saveAll = async (signal: AbortSignal): Promise<Failure | null> => {
    if (inside) {
      for (const attachment of attachments) {
        const failure = await saveOne(attachment, signal);
        if (failure) return failure;
      }
      return null;
    }
    const answer = await engine.call('attachments.saveAll', { messageId }, { signal });
    if (!answer.ok) return answer.failure;
    const { saved } = answer.value;
    if (saved && !(await fetchDownloads(saved))) toasts.show({ text: t('attachments.savedAll', { count: saved.length }) });
    return null;
  };
  return {
    isSavingAll: isRunning(ALL),
    progressOf: (section) => (isRunning(section) || isRunning(ALL) ? (progress.get(section) ?? (isRunning(ALL) ? null : 0)) : null),
    save: (attachment) => void run(attachment.section, (signal) => saveOne(attachment, signal), (reason) => t('attachments.notSaved', { name: shownName(attachment.name), reason })),
    saveAll: () => void run(ALL, saveAll, (reason) => t('attachments.notAllSaved', { reason })),
    cancel: (section) => running.get(own(isRunning(section) ? section : ALL))?.abort(),
    cancelAll: () => running.get(own(ALL))?.abort(),
  };
}

/** By section: how much of it is here, 0 to 1. */
function useProgress(messageId: MessageId): ReadonlyMap<string, number> {
  const transfers = useShared('attachments.transfers', useCallback(({ value }: ProjectionState<'attachments.transfers'>) => value?.transfers.filter((one) => one.messageId === messageId) ?? [], [messageId]));
  return new Map(transfers.map(({ section, octets, total }) => [section, total > 0 ? Math.min(1, octets / total) : 0]));
}
