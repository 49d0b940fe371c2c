import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Silence } from './silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([['', 0], [', also where the clock is set back an hour meanwhile, after twice the time at most', -3_600_000]])('a server that stops answering is noticed%s', (_words, jump) => {
  const elapsed = vi.fn();
  const silence = new Silence(1_000, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  silence.watch();
  vi.advanceTimersByTime(500);
  vi.setSystemTime(Date.now() + jump);
  vi.advanceTimersByTime(jump === 0 ? 499 : 400);
  expect(elapsed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(jump === 0 ? 1 : 1_100);
  expect(elapsed).toHaveBeenCalledTimes(1);
});

test('what was asked before the clock was set back is not waited for any longer', () => {
  const elapsed = vi.fn();
  const silence = new Silence(1_000, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  vi.setSystemTime(Date.now() - 3_600_000);
  silence.watch();
  vi.advanceTimersByTime(1_000);
  expect(elapsed).toHaveBeenCalledTimes(1);
});
