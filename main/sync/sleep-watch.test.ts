import { expect, test } from 'vitest';
import type { Clock } from '../ports.ts';
import { watchSleep } from './sleep-watch.ts';

test('a late tick is no sleep, a long gap is one, so is a clock that was set back, and each is told once', () => {
  let now = 0;
  const timers: { at: number; run(): void }[] = [];
  const clock: Clock = { now: () => now, after: (ms, run) => { const timer = { at: now + ms, run }; timers.push(timer); return () => void timers.splice(timers.indexOf(timer), 1); } };
  const told: number[] = [];
  const stop = watchSleep(clock, (ms) => told.push(ms));
  const pass = (late: number): void => {
    const timer = timers.shift()!;
    now = timer.at + late;
    timer.run();
  };
  for (const late of [0, 3, 4_000, 0]) pass(late);
  expect(told).toEqual([]);
  pass(3_600_000);
  pass(0);
  expect(told).toEqual([3_600_000]);
  pass(-4_000);
  pass(-3_600_000);
  pass(0);
  expect(told).toEqual([3_600_000, -3_600_000]);
  stop();
  expect(timers).toEqual([]);
});
