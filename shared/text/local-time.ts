/** Formatters of dates as this computer's clock shows them: made once, for a new one costs more than all it writes, and anew when the computer was taken to another time zone. */

const made = new Map<string, Intl.DateTimeFormat>();
let zone = '';

/** Minutes in winter and in summer: a formatter keeps the zone it was made in, a Date does not. */
function zoneNow(): string {
  const year = new Date().getFullYear();
  return `${new Date(year, 0, 1).getTimezoneOffset()} ${new Date(year, 6, 1).getTimezoneOffset()}`;
}

/** `name` tells the options apart from others. */
export function localFormat(name: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const now = zoneNow();
  if (now !== zone) {
    zone = now;
    made.clear();
  }
  const key = `${name} ${locale}`;
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}
