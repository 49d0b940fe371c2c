/** One action on any number of messages, in as many commands as that takes, with progress. */
import type { Failure, Result } from '../../shared/failure.ts';
import type { MessageId, OperationId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import type { Toasts } from '../design/primitives/Toasts.tsx';

/** The most that one command takes. */
export const PORTION = 20_000;

export interface Portions {
  /** Messages. */
  readonly done: number;
  /** The first, by which all of it is taken back; null: none was taken up. */
  readonly operationId: OperationId | null;
  /** Why it went no further. */
  readonly failure: Failure | null;
}

export async function inPortions(ids: readonly MessageId[], call: (portion: MessageId[], together: OperationId | undefined) => Promise<Result<{ operationId: OperationId }>>, toasts: Pick<Toasts, 'show' | 'dismiss'>): Promise<Portions> {
  let first: OperationId | undefined;
  let progress: number | null = null;
  try {
    for (let at = 0; at < ids.length; at += PORTION) {
      const portion = ids.slice(at, at + PORTION);
      if (ids.length > PORTION) {
        if (progress !== null) toasts.dismiss(progress);
        progress = toasts.show({ text: t('actions.progress', { done: at, total: ids.length }), seconds: 600 });
      }
      const result = await call(portion, first);
      if (!result.ok) return { done: at, operationId: first ?? null, failure: result.failure };
      first ??= result.value.operationId;
    }
    return { done: ids.length, operationId: first ?? null, failure: null };
  } finally {
    if (progress !== null) toasts.dismiss(progress);
  }
}
