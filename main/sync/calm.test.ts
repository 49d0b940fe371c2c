import { expect, test } from 'vitest';
import type { AccountPhase } from '../../shared/model/account.ts';
import type { Clock } from '../ports.ts';
import { untilCalm, type Syncing } from './calm.ts';

/** A sync that says of itself how long it takes yet; `pass` lets the time of one wait go by. */
function stage(phase: AccountPhase, leftMs: number | null) {
  const timers = new Set<() => void>();
  const listeners = new Set<(state: Syncing['state']) => void>();
  const clock: Clock = { now: () => 0, after: (_ms, run) => { timers.add(run); return () => { timers.delete(run); }; } };
  const sync = { state: { phase, progress: { done: 1, total: 2, others: 0, rate: null, leftMs } }, changed: { on: (listener: (state: Syncing['state']) => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; } } };
  let calm = false;
  void untilCalm(sync, clock).then(() => { calm = true; });
  const settle = () => new Promise((resolve) => { setImmediate(resolve); });
  return {
    sync, timers, listeners,
    isCalm: async () => { await settle(); return calm; },
    pass: () => { for (const run of [...timers]) { timers.delete(run); run(); } },
    become: (next: AccountPhase) => { sync.state.phase = next; for (const listener of [...listeners]) listener(sync.state); },
  };
}

test('at once when nothing is synced, and as soon as that has ended', async () => {
  expect(await stage('ready', null).isCalm()).toBe(true);
  const { isCalm, become, timers, listeners } = stage('syncing', null);
  expect(await isCalm()).toBe(false);
  become('offline');
  expect(await isCalm()).toBe(true);
  expect([timers.size, listeners.size]).toEqual([0, 0]);
});

test.each([[null, 1], [60_000, 1], [2_500, 2]])('with %s ms left for %i waits, and no longer', async (leftMs, waits) => {
  const { isCalm, pass, timers, listeners } = stage('syncing', leftMs);
  for (let n = 0; n < waits; n++) {
    expect(await isCalm()).toBe(false);
    pass();
  }
  expect(await isCalm()).toBe(true);
  expect([timers.size, listeners.size]).toEqual([0, 0]);
});
