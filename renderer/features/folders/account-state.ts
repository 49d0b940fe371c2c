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
    const heard = accounts.reduce((oldest, { heardAt }) => Math.min(oldest, heardAt ?? oldest), Number.POSITIVE_INFINITY);
    return Number.isFinite(heard) ? `${account.status || 'Up to date'}, heard from server ${agoOf(now - heard)}` : account.status;
  }
  const words = account.status || PHASE_WORDS[account.phase];
  return accounts.length > 1 ? `${account.email}: ${words}` : words;
}

/** `just now`, `8 s ago`, `3 min ago`, `2 h ago`. */
export function agoOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}
