/** Where an account stands, in phase and words, for everyone who shows or waits for it. */
import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { AccountPhase } from '../../shared/model/account.ts';

export interface AccountState {
  readonly phase: AccountPhase;
  readonly status: string;
  readonly failure: Failure | null;
  readonly progress: Progress | null;
  /** When the next try comes by itself, milliseconds since 1970; null where none is waited for. */
  readonly retryAt: number | null;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Messages a second, and milliseconds left at this pace; null while it is not known. */
  readonly rate: number | null;
  readonly leftMs: number | null;
}

/** Trying again changes nothing until the user does something. */
const NEEDS_USER: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authentication', 'certificate', 'no-mechanism', 'unprotected', 'starttls-unavailable', 'not-tls', 'proxy', 'secret-unavailable',
]);

export const connecting: AccountState = { phase: 'connecting', status: 'Connecting…', failure: null, progress: null, retryAt: null };
export const upToDate: AccountState = { phase: 'ready', status: 'Up to date', failure: null, progress: null, retryAt: null };

const count = new Intl.NumberFormat('en');

export function syncingFolder(name: string, progress: Progress | null): AccountState {
  const status = progress && progress.total > 0 ? `Syncing ${name}, ${count.format(progress.done)} of ${count.format(progress.total)}` : `Checking ${name}`;
  return { phase: 'syncing', status, failure: null, progress, retryAt: null };
}

export function broken(failure: Failure): AccountState {
  return NEEDS_USER.has(failure.code)
    ? { phase: 'needs-you', status: failure.message, failure, progress: null, retryAt: null }
    : { phase: 'offline', status: `Offline: ${failure.message}`, failure, progress: null, retryAt: null };
}
