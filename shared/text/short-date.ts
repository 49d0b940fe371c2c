/** Dates as a list shows them: short, local, of equal width with tabular figures. */

import { localFormat } from './local-time.ts';
import { formatLocale } from './locale.ts';

export interface DateWords {
  readonly locale?: string;
  /** IANA name; the computer's own if left out. */
  readonly timeZone?: string;
}

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Today `14:05`, the six days before `Tue`, this year and the coming days `3 Mar`, else `3 Mar 2024`. Both in milliseconds since 1970. */
export function shortDate(date: number, now: number, words: DateWords = {}): string {
  const days = dayNumber(now, words) - dayNumber(date, words);
  if (days === 0) return format(date, words, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (days > 0 && days < 7) return format(date, words, 'weekday', { weekday: 'short' });
  if (yearOf(date, words) === yearOf(now, words)) return format(date, words, 'day', { day: 'numeric', month: 'short' });
  return format(date, words, 'full', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The date in full, for tooltips and assistive technology: `Tuesday, 3 March 2026 at 14:05`. */
export function longDate(date: number, words: DateWords = {}): string {
  return format(date, words, 'long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** Days since 1970 on the local calendar; correct over a change of the clocks. */
function dayNumber(date: number, words: DateWords): number {
  const parts = partsOf(date, words);
  return Math.round(Date.UTC(parts.year, parts.month - 1, parts.day) / DAY);
}

const yearOf = (date: number, words: DateWords): number => partsOf(date, words).year;

function partsOf(date: number, words: DateWords): { year: number; month: number; day: number } {
  if (!words.timeZone) {
    const local = new Date(date);
    return { year: local.getFullYear(), month: local.getMonth() + 1, day: local.getDate() };
  }
  const [year = 0, month = 1, day = 1] = format(date, { locale: 'sv-SE', timeZone: words.timeZone }, 'parts', { year: 'numeric', month: '2-digit', day: '2-digit' }).split('-').map(Number);
  return { year, month, day };
}

function format(date: number, { locale = formatLocale(), timeZone }: DateWords, kind: string, options: Intl.DateTimeFormatOptions): string {
  if (!Number.isFinite(date) || Math.abs(date) > 8.64e15) return '';
  if (!timeZone) return localFormat(kind, locale, options).format(date);
  const key = `${kind} ${locale} ${timeZone}`;
  let formatter = formats.get(key);
  if (!formatter) formats.set(key, (formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone })));
  return formatter.format(date);
}
