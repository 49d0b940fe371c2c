import { expect, test } from 'vitest';
import type { Clock } from '../ports.ts';
import { createWake } from './wake.ts';

function stage() {
  const timers: (() => void)[] = [];
  const clock: Clock = { now: () => 0, after: (_ms, run) => { timers.push(run); return () => { timers.splice(timers.indexOf(run), 1); }; } };
  return { timers, wake: createWake(clock) };
}

test('ends by time, by a kick, and at once if the kick came before', async () => {
  const { timers, wake } = stage();
  const byTime = wake.wait(10);
  timers[0]!();
  await byTime;
  const byKick = wake.wait(10);
  wake.kick();
  await byKick;
  wake.kick();
  await wake.wait(10);
  expect(timers).toEqual([]);
});

test('a wait that something else has ended does not swallow the next kick', async () => {
  const { wake } = stage();
  await expect(wake.wait(Infinity, Promise.reject(new Error('line lost')))).rejects.toThrow('line lost');
  wake.kick();
  await wake.wait(Infinity);
});
