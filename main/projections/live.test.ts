import { expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import type { Clock } from '../ports.ts';
import { live } from './live.ts';

function stage() {
  const timers: (() => void)[] = [];
  const clock: Clock = { now: () => 0, after: (_ms, run) => { timers.push(run); return () => { timers.splice(timers.indexOf(run), 1); }; } };
  const pushed: number[] = [];
  const ended: string[] = [];
  return { clock, timers, pushed, ended, sink: { push: (value: number) => void pushed.push(value), end: (failure: { code: string }) => void ended.push(failure.code) } };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('many touches in the pause are one computation, and the newest state comes last', async () => {
  const { clock, timers, pushed, sink } = stage();
  let value = 1;
  const view = live({ clock, sink, pauseMs: 10, compute: () => value });
  await settle();
  for (value = 2; value < 9; value++) view.touch();
  expect(pushed).toEqual([1]);
  timers.shift()!();
  await settle();
  expect(pushed).toEqual([1, 9]);
  timers.shift()!();
  await settle();
  expect(pushed).toEqual([1, 9]);
});

test('a mirror that is away is waited for; any other failure ends it', async () => {
  const { clock, timers, pushed, ended, sink } = stage();
  const outcomes = [() => { throw fail('mirror-unavailable', 'away'); }, () => 5, () => { throw fail('folder-gone', 'gone'); }];
  const view = live({ clock, sink, pauseMs: 10, compute: () => outcomes.shift()!() });
  await settle();
  for (let round = 0; round < 2; round++) {
    view.touch();
    timers.shift()?.();
    await settle();
  }
  expect([pushed, ended]).toEqual([[5], ['folder-gone']]);
});

test('nothing is pushed after it was stopped', async () => {
  const { clock, pushed, sink } = stage();
  let resolve: (value: number) => void = () => {};
  const view = live({ clock, sink, pauseMs: 10, compute: () => new Promise<number>((done) => { resolve = done; }) });
  view.stop();
  resolve(1);
  await settle();
  expect(pushed).toEqual([]);
});

test('what is urgent waits for no pause, not even when it comes while another value is made', async () => {
  const { clock, pushed, sink } = stage();
  let value = 1;
  const resolves: (() => void)[] = [];
  const view = live({ clock, sink, pauseMs: 10, compute: () => new Promise<number>((done) => { const now = value; resolves.push(() => done(now)); }) });
  value = 2;
  view.touch(true);
  for (let round = 0; round < 2; round++) {
    resolves.shift()!();
    await settle();
  }
  expect([pushed, resolves.length]).toEqual([[1, 2], 0]);
});
