/** What the engine says, in the language of the window. It speaks English and gives the words beside it; what comes without words, as from an old journal, is said by its code, kind or phase. */
import type { FailureCode } from '../failure.ts';
import { FAILURE_CODES } from '../failure.ts';
import type { AccountPhase } from '../model/account.ts';
import type { OperationRow } from '../model/activity.ts';
import type { Words } from '../words.ts';
import { language, t, tell } from './t.ts';

const isCode = (code: string): code is FailureCode => (FAILURE_CODES as readonly string[]).includes(code);
type Maybe = Words | null | undefined;

/** `english` was made from the same words. */
function inWords(english: string, words: Maybe, otherwise: () => string): string {
  if (language() === 'en' || english === '') return english;
  return (words ? tell(words) : null) ?? otherwise();
}

/** One sentence; the server's own words are in the failure's `detail` and stay as they are. */
export const failureText = ({ code, message, words }: { readonly code: string; readonly message: string; readonly words?: Maybe }): string =>
  inWords(message, words, () => (isCode(code) ? t(`failures.${code}`) : message));

/** The server's own words, or ours about them; null where there are none. */
export const failureDetail = ({ detail, detailWords }: { readonly detail?: string | undefined; readonly detailWords?: Maybe }): string | null => (detail ? inWords(detail, detailWords, () => detail) : null);

export const operationTitle = ({ kind, title, titleWords }: Pick<OperationRow, 'kind' | 'title' | 'titleWords'>): string => inWords(title, titleWords, () => t(`engine.kind-${kind}`));

/** Empty where the engine has nothing to say. */
export const statusText = ({ phase, status, statusWords }: { readonly phase: AccountPhase; readonly status: string; readonly statusWords?: Maybe }): string => inWords(status, statusWords, () => t(`engine.status-${phase}`));

/** `Syncing Archive`, where the numbers stand somewhere else. */
export function statusWithoutCount({ phase, status, statusWords }: Parameters<typeof statusText>[0]): string {
  const alone = statusWords?.key === 'engine-sync.syncingCount' ? statusWords.values?.['syncing'] : undefined;
  return statusText({ phase, status: status.replace(COUNT_IN_WORDS, ''), statusWords: typeof alone === 'object' && 'key' in alone ? alone : statusWords });
}
const COUNT_IN_WORDS = /, [\d,]+ of [\d,]+$/u;

/** `Searching Archive (3 of 12)`, `57 found`. */
export const searchStatus = ({ state, status, statusWords, found }: { readonly state: string; readonly status: string; readonly statusWords: Maybe; readonly found: number }): string =>
  inWords(status, statusWords, () => (state === 'searching' ? t('engine.searching') : t('engine.found', { n: found })));

/** How passwords are kept. */
export const secretsNote = ({ note, noteWords }: { readonly note: string; readonly noteWords?: Maybe }): string => inWords(note, noteWords, () => t('engine.weakSecrets'));

/** The state of the local copy; empty when it is as it should be, or there is nothing but the state to say. */
export const mirrorNote = ({ note, noteWords }: { readonly note: string; readonly noteWords?: Maybe }): string => inWords(note, noteWords, () => '');

export const noticeTitle = ({ title, titleWords }: { readonly title: string; readonly titleWords?: Maybe }): string => inWords(title, titleWords, () => title);
export const noticeText = ({ text, textWords }: { readonly text: string; readonly textWords?: Maybe }): string => inWords(text, textWords, () => text);
