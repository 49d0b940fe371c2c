/** The first date and the first cleaned text load tables of the language for tens of milliseconds: done while nothing else is, before a list needs them. */
import { longDate, shortDate } from '../../shared/text/short-date.ts';
import { visibleLine } from '../../shared/text/visible.ts';

const WEEK = 604_800_000;

export function warmUpWhenIdle(): void {
  requestIdleCallback(() => {
    const now = Date.now();
    for (const date of [now, now - WEEK, now - 60 * WEEK]) shortDate(date, now);
    longDate(now);
    visibleLine('é');
  });
}
