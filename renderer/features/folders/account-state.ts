/** Where the accounts stand, in one quiet line. */
import type { AccountPhase, AccountSummary } from '../../../shared/model/account.ts';

export const PHASE_WORDS: Readonly<Record<AccountPhase, string>> = {
  'connecting': 'connecting',
  'syncing': 'working',
  'ready': 'connected',
  'offline': 'offline',
  'needs-you': 'needs you',
};

const URGENCY: readonly AccountPhase[] = ['needs-you', 'offline', 'syncing', 'connecting', 'ready'];

/** The account whose state matters most. */
export function mostUrgent(accounts: readonly AccountSummary[]): AccountSummary | null {
  return URGENCY.map((phase) => accounts.find((account) => account.phase === phase)).find(Boolean) ?? null;
}

/** `Up to date, heard from server 8 s ago`; with several accounts the one that matters most is named. */
export function stateLine(accounts: readonly AccountSummary[], now: number): string {
  const account = mostUrgent(accounts);
  if (!account) return '';
  if (account.phase === 'ready') {
    const heard = heardLongestAgo(accounts);
    return heard === null ? account.status : `${account.status || 'Up to date'}, heard from server ${agoOf(now - heard)}`;
  }
  const words = account.status || PHASE_WORDS[account.phase];
  return accounts.length > 1 ? `${account.email}: ${words}` : words;
}

/** The same for the narrow foot of the folders. */
export interface FootState {
  /** `Up to date · 8 s ago`, `Syncing Archive`. */
  readonly first: string;
  /** `41,200 of 100,000`, or why nothing goes on; empty if there is no more to say. */
  readonly second: string;
  /** 0 to 1 of a sync; null when nothing is being fetched. */
  readonly progress: number | null;
}

const HEADLINES: Partial<Record<AccountPhase, string>> = { 'offline': 'Offline', 'needs-you': 'Needs you' };
const COUNT_IN_WORDS = /, [\d,]+ of [\d,]+$/u;

export function footState(accounts: readonly AccountSummary[], now: number): FootState {
  const account = mostUrgent(accounts);
  if (!account) return { first: '', second: '', progress: null };
  const { phase, failure, progress } = account;
  const status = account.status || PHASE_WORDS[phase];
  const whose = accounts.length > 1 ? account.email : '';
  if (phase === 'ready') {
    const heard = heardLongestAgo(accounts);
    return { first: heard === null ? status : `${status} · ${agoOf(now - heard)}`, second: '', progress: null };
  }
  if (progress && progress.total > 0) {
    return { first: status.replace(COUNT_IN_WORDS, ''), second: `${progress.done.toLocaleString('en-GB')} of ${progress.total.toLocaleString('en-GB')}`, progress: progress.done / progress.total };
  }
  const headline = HEADLINES[phase];
  return headline ? { first: headline, second: whose || failure?.message || status, progress: null } : { first: status, second: whose, progress: null };
}

function heardLongestAgo(accounts: readonly AccountSummary[]): number | null {
  const times = accounts.flatMap(({ heardAt }) => (heardAt === null ? [] : [heardAt]));
  return times.length > 0 ? Math.min(...times) : null;
}

/** `just now`, `8 s ago`, `3 min ago`, `2 h ago`. */
export function agoOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}
