/** Where an account stands, in phase and words, for everyone who shows or waits for it. */
import { saidOf, type Failure, type FailureCode } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { AccountPhase } from '../../shared/model/account.ts';
import type { Said, Words } from '../../shared/words.ts';

export interface AccountState {
  readonly phase: AccountPhase;
  readonly status: string;
  readonly statusWords: Words | undefined;
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
  /** Folders that wait for their turn behind this one. */
  readonly others: number;
}

/** Trying again changes nothing until the user does something. */
const NEEDS_USER: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authentication', 'certificate', 'no-mechanism', 'unprotected', 'starttls-unavailable', 'not-tls', 'proxy', 'secret-unavailable',
]);

const at = (phase: AccountPhase, { text, words }: Said, rest: Partial<AccountState> = {}): AccountState => ({ phase, status: text, statusWords: words, failure: null, progress: null, retryAt: null, ...rest });

export const starting: AccountState = at('connecting', say('engine-sync.starting'));
export const connecting: AccountState = at('connecting', say('engine-sync.connecting'));
export const upToDate: AccountState = at('ready', say('engine-sync.upToDate'));

export function syncingFolder(name: string, progress: Progress | null): AccountState {
  const said = progress && progress.total > 0
    ? say('engine-sync.syncingCount', { syncing: say('engine-sync.syncing', { folder: name }), done: progress.done, total: progress.total })
    : say('engine-sync.checking', { folder: name });
  return at('syncing', said, { progress });
}

/** `needs-you` where only the user can put it right, else offline. */
export function broken(failure: Failure): AccountState {
  const said = saidOf(failure);
  return NEEDS_USER.has(failure.code) ? at('needs-you', said, { failure }) : at('offline', say('engine-sync.offline', { reason: said }), { failure });
}
