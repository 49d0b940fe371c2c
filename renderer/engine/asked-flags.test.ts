import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { askedFlags, settleAsked, showAsked, withAsked } from './asked-flags.ts';

const id = 'one' as MessageId;
const shown = (flags: number): number => {
  const change = askedFlags().get(id);
  return change ? withAsked(flags, change) : flags;
};

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test('a flag is shown at once, and until the engine that has taken it up shows it too', () => {
  const answer = showAsked([id], { add: FLAG.flagged, remove: 0 });
  expect(shown(FLAG.seen)).toBe(FLAG.seen | FLAG.flagged);
  settleAsked([{ id, flags: FLAG.flagged }]);
  expect(askedFlags().size).toBe(1);
  answer(true);
  settleAsked([{ id, flags: 0 }]);
  expect(shown(0)).toBe(FLAG.flagged);
  settleAsked([{ id, flags: FLAG.flagged }]);
  expect(askedFlags().size).toBe(0);
});

test('what is refused is as it was', () => {
  const answer = showAsked([id], { add: 0, remove: FLAG.seen });
  expect(shown(FLAG.seen)).toBe(0);
  answer(false);
  expect(shown(FLAG.seen)).toBe(FLAG.seen);
});

test('set and taken off again before the engine has answered: the last counts, and what is refused of the first takes nothing of it away', () => {
  const first = showAsked([id], { add: FLAG.flagged, remove: 0 });
  const second = showAsked([id], { add: 0, remove: FLAG.flagged });
  first(false);
  expect(shown(FLAG.flagged)).toBe(0);
  second(true);
  settleAsked([{ id, flags: 0 }]);
  expect(askedFlags().size).toBe(0);
});

test('an answer that never shows it ends it', () => {
  showAsked([id], { add: FLAG.flagged, remove: 0 })(true);
  vi.advanceTimersByTime(1_000);
  expect(shown(0)).toBe(0);
});
