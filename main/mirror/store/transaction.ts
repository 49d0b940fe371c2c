/** Transactions that always end: after a full disk IndexedDB may leave one open for ever. */
import type { Dexie, Table, Transaction } from 'dexie';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';

/** Milliseconds a transaction may take. */
export const TRANSACTION_DEADLINE = 10_000;

/** Runs `work` in one transaction. Rejects with FailureError 'mirror-unavailable' if it has not ended after `deadline` ms; it is then aborted. */
export function transact<T>(
  db: Dexie,
  mode: 'r' | 'rw',
  tables: Table[],
  work: () => PromiseLike<T>,
  deadline: number = TRANSACTION_DEADLINE,
): Promise<T> {
  let running: Transaction | undefined;
  const abort = (): void => {
    try {
      running?.abort();
    } catch {
      // It may have ended, or the connection is gone: nothing is left to stop.
    }
  };
  const begin = (): PromiseLike<T> => db.transaction(mode, tables, (transaction) => {
    running = transaction;
    return work();
  });
  return inTime(begin, deadline, () => fail('mirror-unavailable', say('engine-mirror.noAnswerDisk'), { detail: `transaction open after ${deadline} ms` }), abort);
}

/** Deadline for what is no transaction: opening and deleting databases. */
export function within<T>(work: PromiseLike<T>, deadline: number, what: string): Promise<T> {
  return inTime(() => work, deadline, () => fail('mirror-unavailable', say('engine-mirror.noAnswer'), { detail: `${what} not done after ${deadline} ms` }));
}

/** Once it is too late, it is refused with `reason`, and only then stopped: what it ends with is nobody's any more. */
function inTime<T>(work: () => PromiseLike<T>, deadline: number, reason: () => Error, stop?: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(reason());
      stop?.();
    }, deadline);
    work().then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** The disk is full. Dexie puts the browser's own error inside. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || ('inner' in error && isFull(error.inner));
}
