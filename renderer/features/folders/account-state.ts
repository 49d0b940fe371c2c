/** Where the accounts stand, in one quiet line. */
import { agoWords } from '../../../shared/locales/spans.ts';
import type { AccountPhase, AccountSummary } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText, statusText, statusWithoutCount } from '../../../shared/locales/engine-words.ts';

export const phaseWords = (phase: AccountPhase): string => t(`folders.phase-${phase}`);

const URGENCY: readonly AccountPhase[] = ['needs-you', 'offline', 'syncing', 'connecting', 'ready'];

/** The account whose state matters most. */
function mostUrgent(accounts: readonly AccountSummary[]): AccountSummary | null {
  return URGENCY.map((phase) => accounts.find((account) => account.phase === phase)).find(Boolean) ?? null;
}

/** `Up to date, heard from server 8 s ago`; with several accounts the one that matters most is named. */
export function stateLine(accounts: readonly AccountSummary[], now: number): string {
  const account = mostUrgent(accounts);
  if (!account) return '';
  if (account.phase === 'ready') {
    const heard = heardLongestAgo(accounts);
    const status = statusText(account);
    return heard === null ? status : t('folders.heard', { status: status || t('activity.upToDate'), ago: agoWords(now - heard) });
  }
  const words = statusText(account) || phaseWords(account.phase);
  return accounts.length > 1 ? t('folders.whose', { account: account.email, words }) : words;
}

/** The same for the narrow foot of the folders. */
export interface FootState {
  /** `Up to date · 8 s ago`, `Syncing Archive`. */
  readonly first: string;
  /** `41,200 of 100,000 · 12 more folders`, or why nothing goes on; empty if there is no more to say. */
  readonly second: string;
  /** 0 to 1 of a sync; null when nothing is being fetched. */
  readonly progress: number | null;
}

/** Messages. */
const LEAST_FOR_A_BAR = 500;

export function footState(accounts: readonly AccountSummary[], now: number): FootState {
  const account = mostUrgent(accounts);
  if (!account) return { first: '', second: '', progress: null };
  const { phase, failure, progress } = account;
  const status = statusText(account) || phaseWords(phase);
  const whose = accounts.length > 1 ? account.email : '';
  if (phase === 'ready') {
    const heard = heardLongestAgo(accounts);
    return { first: heard === null ? status : `${status} · ${agoWords(now - heard)}`, second: '', progress: null };
  }
  if (progress && progress.total > 0) {
    const { done, total, others } = progress;
    const count = t('dates.ofTotal', { done, total });
    // Of many small folders a bar would only flicker.
    const isOneOfMany = others > 0 && total < LEAST_FOR_A_BAR;
    return { first: statusWithoutCount(account), second: others > 0 ? t('folders.andOthers', { words: count, count: others }) : count, progress: isOneOfMany ? null : done / total };
  }
  return phase === 'offline' || phase === 'needs-you'
    ? { first: t(`folders.headline-${phase}`), second: whose || (failure ? failureText(failure) : status), progress: null }
    : { first: status, second: whose, progress: null };
}

function heardLongestAgo(accounts: readonly AccountSummary[]): number | null {
  const times = accounts.flatMap(({ heardAt }) => (heardAt === null ? [] : [heardAt]));
  return times.length > 0 ? Math.min(...times) : null;
}
