/** The first date and the first cleaned text load tables of the language for tens of milliseconds, the first message its frame: done while nothing else is, one at a time, before they are needed. */
import { longDate, shortDate } from '../../shared/text/short-date.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { warmHtml } from '../features/reader/html/warm-html.ts';

const WEEK = 604_800_000;
/** Milliseconds: the list is on screen before anybody opens a message. */
const READING = 800;

export function warmUpWhenIdle(): void {
  const now = Date.now();
  whenIdle([() => shortDate(now, now), () => shortDate(now - WEEK, now), () => shortDate(now - 60 * WEEK, now), () => longDate(now), () => visibleLine('é')]);
  setTimeout(() => whenIdle(warmHtml), READING);
}

function whenIdle(steps: readonly (() => void)[], at = 0): void {
  const step = steps[at];
  if (step) requestIdleCallback(() => {
    step();
    whenIdle(steps, at + 1);
  });
}
