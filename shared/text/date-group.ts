/** The days and months that headings of a list name: Today, Yesterday, this and last week, months. On the computer's own calendar. */
import { formatLocale } from './locale.ts';

/** `2026-10` for a month. */
export type DateGroup = 'future' | 'today' | 'yesterday' | 'thisWeek' | 'lastWeek' | `${number}-${number}`;

/** 1 is Monday, 7 Sunday; where the locale does not say, Monday. */
export function firstDayOfWeek(locale = formatLocale()): number {
  const words = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return words.getWeekInfo?.().firstDay ?? 1;
}

/** Tells the group of a date, seen from `now`; both in milliseconds since 1970. Made once for many dates. */
export function dateGrouping(now: number, firstDay = firstDayOfWeek()): (date: number) => DateGroup {
  const today = new Date(now);
  const dayStart = (back: number): number => new Date(today.getFullYear(), today.getMonth(), today.getDate() - back).getTime();
  const intoWeek = ((today.getDay() || 7) - firstDay + 7) % 7;
  const [tomorrow, start, yesterday, week, weekBefore] = [dayStart(-1), dayStart(0), dayStart(1), dayStart(intoWeek), dayStart(intoWeek + 7)];
  return (date) => {
    if (date >= tomorrow) return 'future';
    if (date >= start) return 'today';
    if (date >= yesterday) return 'yesterday';
    if (date >= week) return 'thisWeek';
    if (date >= weekBefore) return 'lastWeek';
    const day = new Date(date);
    return `${day.getFullYear()}-${day.getMonth() + 1}`;
  };
}

const months = new Map<string, string>();

/** `October`, of another year `October 2025`. */
export function monthWords(group: DateGroup, now: number): string {
  const [year = 0, month = 1] = group.split('-').map(Number);
  const isThisYear = new Date(now).getFullYear() === year;
  const key = `${formatLocale()} ${isThisYear} ${group}`;
  let words = months.get(key);
  if (words === undefined) {
    words = new Intl.DateTimeFormat(formatLocale(), isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' }).format(new Date(year, month - 1, 1));
    months.set(key, words);
  }
  return words;
}
