/** The first date and the first cleaned text load tables of the language for tens of milliseconds: done while nothing else is, one at a time, before a list needs them. */
import { longDate, shortDate } from '../../shared/text/short-date.ts';
import { visibleLine } from '../../shared/text/visible.ts';

const WEEK = 604_800_000;

export function warmUpWhenIdle(): void {
  const now = Date.now();
  const steps = [() => shortDate(now, now), () => shortDate(now - WEEK, now), () => shortDate(now - 60 * WEEK, now), () => longDate(now), () => visibleLine('é')];
  const next = (): void => {
    requestIdleCallback(() => {
      steps.shift()?.();
      if (steps.length > 0) next();
    });
  };
  next();
}
