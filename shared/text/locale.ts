/** The one place that knows how dates, numbers and sizes are written: a BCP 47 tag for Intl. Set once, before anything is drawn. */

let current = 'en-GB';
let numbers: Intl.NumberFormat | undefined;
let lists: Intl.ListFormat | undefined;

export const formatLocale = (): string => current;

export function setFormatLocale(locale: string): void {
  current = locale;
  numbers = undefined;
  lists = undefined;
}

/** `41,200`. */
export const numberWords = (value: number): string => (numbers ??= new Intl.NumberFormat(current)).format(value);

/** `a, b and c`. */
export const listWords = (parts: readonly string[]): string => (lists ??= new Intl.ListFormat(current, { type: 'conjunction' })).format(parts);

/** `3 March 2026`. Milliseconds since 1970. */
export const dayWords = (date: number): string => new Intl.DateTimeFormat(current, { day: 'numeric', month: 'long', year: 'numeric' }).format(date);

/** The same of a day in UTC. */
export const calendarDay = ({ day }: { readonly day: number }, locale = current): string => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day);
