/** How fast something goes and how long it will take, by the last few seconds. */
import type { Clock } from '../ports.ts';

export interface Pace { rate: number | null; leftMs: number | null }

const WINDOW_MS = 10_000;
/** Less says nothing yet. */
const LEAST_MS = 500;

/** Called with every step; both are counts of the same things. */
export function createPace(clock: Pick<Clock, 'now'>): (done: number, total: number) => Pace {
  let steps: { at: number; done: number }[] = [];
  return (done, total) => {
    const now = clock.now();
    steps = [...steps.filter(({ at }) => now - at <= WINDOW_MS), { at: now, done }];
    const first = steps[0]!;
    const ms = now - first.at;
    if (ms < LEAST_MS || done <= first.done) return { rate: null, leftMs: null };
    const rate = ((done - first.done) / ms) * 1000;
    return { rate, leftMs: Math.max(0, ((total - done) / rate) * 1000) };
  };
}
