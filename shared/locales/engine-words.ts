/** What the engine says in words of its own. It speaks English and says there more than a code can; in another language the code, kind or phase is put in words here. */
import type { FailureCode } from '../failure.ts';
import { FAILURE_CODES } from '../failure.ts';
import type { AccountPhase } from '../model/account.ts';
import type { OperationRow } from '../model/activity.ts';
import { language, t } from './t.ts';

const isEnglish = (): boolean => language() === 'en';
const isCode = (code: string): code is FailureCode => (FAILURE_CODES as readonly string[]).includes(code);

/** One sentence; the server's own words are in the failure's `detail` and stay as they are. */
export const failureText = ({ code, message }: { readonly code: string; readonly message: string }): string => (isEnglish() || !isCode(code) ? message : t(`failures.${code}`));

export const operationTitle = ({ kind, title }: Pick<OperationRow, 'kind' | 'title'>): string => (isEnglish() ? title : t(`engine.kind-${kind}`));

/** Empty where the engine has nothing to say. */
export const statusText = ({ phase, status }: { readonly phase: AccountPhase; readonly status: string }): string => (isEnglish() || status === '' ? status : t(`engine.status-${phase}`));

/** `Searching Archive (3 of 12)`, `57 found`. */
export const searchStatus = ({ state, status, found }: { readonly state: string; readonly status: string; readonly found: number }): string => (isEnglish() ? status : state === 'searching' ? t('engine.searching') : t('engine.found', { n: found }));

/** How passwords are kept where that is less safe than usual. */
export const secretsNote = (note: string): string => (isEnglish() ? note : t('engine.weakSecrets'));

/** The state of the local copy; empty when it is as it should be, or there is nothing but the state to say. */
export const mirrorNote = (note: string): string => (isEnglish() ? note : '');
