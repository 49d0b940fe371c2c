/** What an account is doing, in words: its state, how far and how fast, since when not and what to do about it. */
import type { FailureCode } from '../../../shared/failure.ts';
import { agoWords, spanWords } from '../../../shared/locales/spans.ts';
import type { AccountActivity } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText, statusWithoutCount } from '../../../shared/locales/engine-words.ts';
import { formatLocale } from '../../../shared/text/locale.ts';

export interface ActivityWords {
  readonly headline: string;
  /** Each a sentence or a measure, the most telling first. */
  readonly details: readonly string[];
  /** What happened and what to do; null while nothing is wrong. */
  readonly problem: { readonly reason: string; readonly server: string | null; readonly advice: string } | null;
  /** 0 to 1 while something is fetched. */
  readonly progress: number | null;
}

const ADVISED = ['authentication', 'secret-unavailable', 'no-mechanism', 'certificate', 'name-not-found', 'throttled', 'over-quota', 'storage'] as const satisfies readonly FailureCode[];

/** What to do about it; empty where there is nothing to say. */
export function adviceOn(code: string): string {
  const advised = ADVISED.find((one) => one === code);
  return advised ? t(`activity.advice-${advised}`) : '';
}

/** `now` in milliseconds since 1970. */
export function activityWords(activity: AccountActivity, now: number): ActivityWords {
  const { phase, failure, progress, since, retryAt, heardAt } = activity;
  const fetched = progress && progress.total > 0 ? progress : null;
  const details: string[] = [];
  if (fetched) {
    const count = t('dates.ofTotal', { done: fetched.done, total: fetched.total });
    details.push(fetched.others > 0 ? t('folders.andOthers', { words: count, count: fetched.others }) : count);
    if (fetched.rate !== null && fetched.rate >= 1) details.push(t('activity.perSecond', { n: Math.round(fetched.rate) }));
    if (fetched.leftMs !== null && fetched.leftMs >= 1000) details.push(t('activity.left', { span: spanWords(fetched.leftMs) }));
  }
  const isAway = phase === 'offline' || phase === 'needs-you';
  if (isAway && retryAt !== null) details.push(retryAt - now >= 1000 ? t('activity.triesAgainIn', { span: spanWords(retryAt - now) }) : t('activity.tryingAgain'));
  if (heardAt !== null) details.push(t('activity.lastHeard', { ago: agoWords(now - heardAt) }));
  return {
    headline: headlineOf(phase, statusWithoutCount(activity), since, now),
    details,
    problem: failure ? { reason: failureText(failure), server: failureDetail(failure), advice: [adviceOn(failure.code), isAway ? t('activity.kept') : ''].filter(Boolean).join(' ') } : null,
    progress: fetched ? fetched.done / fetched.total : null,
  };
}

/** `3 changes wait to go`, with what needs the user. */
export function queueWords({ waiting, parked }: Pick<AccountActivity, 'waiting' | 'parked'>): string {
  return [waiting ? t('activity.waiting', { count: waiting }) : '', parked ? t('activity.parked', { count: parked }) : ''].filter(Boolean).join(', ');
}

function headlineOf(phase: AccountActivity['phase'], status: string, since: number, now: number): string {
  switch (phase) {
    case 'offline': return t('activity.offlineSince', { time: clockTime(since, now) });
    case 'needs-you': return t('activity.needsYouSince', { time: clockTime(since, now) });
    case 'connecting': return now - since > 5_000 ? t('activity.connectingFor', { span: spanWords(now - since) }) : t('activity.connecting');
    default: return status || t('activity.upToDate');
  }
}

/** `14:05`, or with the day if that was not today. */
export function clockTime(at: number, now: number): string {
  const [day, today] = [new Date(at), new Date(now)];
  const time = day.toLocaleTimeString(formatLocale(), { hour: '2-digit', minute: '2-digit' });
  return day.toDateString() === today.toDateString() ? time : `${day.toLocaleDateString(formatLocale(), { weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`;
}
