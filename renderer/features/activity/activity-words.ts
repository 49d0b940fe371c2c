/** What an account is doing, in words: its state, how far and how fast, since when not and what to do about it. */
import type { FailureCode } from '../../../shared/failure.ts';
import type { AccountActivity } from '../../../shared/model/activity.ts';

export interface ActivityWords {
  readonly headline: string;
  /** Each a sentence or a measure, the most telling first. */
  readonly details: readonly string[];
  /** What happened and what to do; null while nothing is wrong. */
  readonly problem: { readonly reason: string; readonly server: string | null; readonly advice: string } | null;
  /** 0 to 1 while something is fetched. */
  readonly progress: number | null;
}

const COUNT_IN_WORDS = /, [\d,]+ of [\d,]+$/u;

const ADVICE: Partial<Record<FailureCode, string>> = {
  'authentication': 'Enter the password anew. Some providers want a password made for this application.',
  'secret-unavailable': 'Unlock the keyring of your system, or enter the password anew.',
  'no-mechanism': 'The server wants a way of signing in that Godwit does not know.',
  'certificate': 'Look at the certificate before you go on: somebody may be listening.',
  'name-not-found': 'Is this computer online? If so, the name of the server may have changed.',
  'throttled': 'Too much was asked of the server in a short time. It goes on by itself.',
  'over-quota': 'The mailbox is full. Delete what is not needed, and empty the Trash.',
  'storage': 'Make room on the disk of this computer.',
};

/** `now` in milliseconds since 1970. */
export function activityWords(activity: AccountActivity, now: number): ActivityWords {
  const { phase, status, failure, progress, since, retryAt, heardAt } = activity;
  const fetched = progress && progress.total > 0 ? progress : null;
  const details: string[] = [];
  if (fetched) {
    details.push(`${count(fetched.done)} of ${count(fetched.total)}`);
    if (fetched.rate !== null && fetched.rate >= 1) details.push(`${count(Math.round(fetched.rate))} a second`);
    if (fetched.leftMs !== null && fetched.leftMs >= 1000) details.push(`about ${span(fetched.leftMs)} left`);
  }
  const isAway = phase === 'offline' || phase === 'needs-you';
  if (isAway && retryAt !== null) details.push(retryAt - now >= 1000 ? `Tries again in ${span(retryAt - now)}` : 'Trying again');
  if (heardAt !== null) details.push(`Last heard from the server ${ago(now - heardAt)}`);
  return {
    headline: headlineOf(phase, status.replace(COUNT_IN_WORDS, ''), since, now),
    details,
    problem: failure ? { reason: failure.message, server: failure.detail ?? null, advice: [ADVICE[failure.code as FailureCode], isAway ? 'What is here can be read, and what you do is kept until the server is back.' : ''].filter(Boolean).join(' ') } : null,
    progress: fetched ? fetched.done / fetched.total : null,
  };
}

/** `3 changes wait to go`, with what needs the user. */
export function queueWords({ waiting, parked }: Pick<AccountActivity, 'waiting' | 'parked'>): string {
  return [waiting ? `${count(waiting)} ${waiting === 1 ? 'change waits' : 'changes wait'} to reach the server` : '', parked ? `${count(parked)} ${parked === 1 ? 'needs' : 'need'} you` : ''].filter(Boolean).join(', ');
}

function headlineOf(phase: AccountActivity['phase'], status: string, since: number, now: number): string {
  switch (phase) {
    case 'offline': return `Offline since ${clockTime(since, now)}`;
    case 'needs-you': return `Needs you since ${clockTime(since, now)}`;
    case 'connecting': return now - since > 5_000 ? `Connecting for ${span(now - since)}` : 'Connecting';
    default: return status || 'Up to date';
  }
}

/** `14:05`, or with the day if that was not today. */
export function clockTime(at: number, now: number): string {
  const [day, today] = [new Date(at), new Date(now)];
  const time = day.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return day.toDateString() === today.toDateString() ? time : `${day.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`;
}

function ago(milliseconds: number): string {
  return milliseconds < 2_000 ? 'just now' : `${span(milliseconds)} ago`;
}

function span(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

const count = (n: number): string => n.toLocaleString('en-GB');
