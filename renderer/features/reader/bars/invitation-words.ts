/** When, how often, who: what an invitation says, in words. */
import type { Invitation } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { formatLocale } from '../../../../shared/text/locale.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';

type When = NonNullable<Invitation['start']>;

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export interface WhenWords {
  /** By the clock of this computer, where the moment is known; else as written. */
  readonly here: string;
  /** By the clock it was written for, where that shows another time; else ''. */
  readonly there: string;
}

/** `zone`: IANA name of this computer's, for tests. */
export function whenWords({ start, end, allDay }: Pick<Invitation, 'start' | 'end' | 'allDay'>, zone?: string): WhenWords {
  if (!start) return { here: '', there: '' };
  if (allDay || start.time === null) {
    const last = end && end.date !== start.date ? end.date : null;
    return { here: `${last ? t('trust.range', { from: dayWords(start.date), to: dayWords(last) }) : dayWords(start.date)}, ${t('trust.allDay')}`, there: '' };
  }
  const written = rangeWords(start, end);
  if (start.at === null) return { here: zoned(written, start), there: '' };
  const here = momentRange(start.at, end?.at ?? null, zone);
  const local = clock(start.at, zone);
  return { here, there: local === `${start.date} ${start.time}` ? '' : zoned(written, start) };
}

const zoned = (words: string, { zone }: When): string => (zone === '' ? words : `${words} (${visibleLine(zone, 60).replaceAll('_', ' ')})`);

function rangeWords(start: When, end: When | null): string {
  const from = `${dayWords(start.date)}, ${start.time ?? ''}`;
  if (!end?.time) return from;
  return t('trust.range', { from, to: end.date === start.date ? end.time : `${dayWords(end.date)}, ${end.time}` });
}

function momentRange(start: number, end: number | null, zone: string | undefined): string {
  const format = (at: number, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(formatLocale(), { ...options, ...(zone ? { timeZone: zone } : {}) }).format(at);
  const from = `${format(start, DAY)}, ${format(start, TIME)}`;
  if (end === null || end === start) return from;
  return t('trust.range', { from, to: format(end, DAY) === format(start, DAY) ? format(end, TIME) : `${format(end, DAY)}, ${format(end, TIME)}` });
}

/** `2026-11-21 14:00`. */
const clock = (at: number, zone: string | undefined): string =>
  new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', ...(zone ? { timeZone: zone } : {}) }).format(at);

function dayWords(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(at) ? visibleLine(date, 20) : new Intl.DateTimeFormat(formatLocale(), { ...DAY, timeZone: 'UTC' }).format(at);
}

export function recurrenceWords(recurs: NonNullable<Invitation['recurs']>): string {
  const { frequency, interval, days, count, until } = recurs;
  const every = frequency === 'secondly' || frequency === 'minutely' || frequency === 'hourly' ? t(`trust.${frequency}`) : t(`trust.${frequency}`, { count: Math.max(1, interval) });
  const rule = days.length && frequency === 'weekly' ? `${every} (${days.slice(0, 7).map(weekday).join(', ')})` : every;
  if (until !== null) return t('trust.until', { rule, date: dayWords(until) });
  return count === null ? rule : t('trust.times', { rule, n: count });
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** `MO`: Mon. 4 January 1970 was a Sunday. */
function weekday(day: string): string {
  const index = WEEKDAYS.indexOf(day.slice(-2));
  return index < 0 ? visibleLine(day, 6) : new Intl.DateTimeFormat(formatLocale(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(1970, 0, 4 + index));
}
