/** What is remembered of a server's limit, and how it is tried again. */
import { expect, test } from 'vitest';
import { connectionLimit } from './connection-limit.ts';

const MINUTE = 60_000;

function limit(): { at: { now: number }; limit: ReturnType<typeof connectionLimit> } {
  const at = { now: 0 };
  return { at, limit: connectionLimit(5, () => at.now, () => 0.5) };
}

test('until a refusal the ceiling, after it what was open, and one more when it is forgotten', () => {
  const { at, limit: one } = limit();
  expect(one.most()).toBe(5);
  one.refused(2);
  expect(one.most()).toBe(2);
  at.now = 10 * MINUTE - 1;
  expect(one.most()).toBe(2);
  at.now = 10 * MINUTE;
  expect(one.most()).toBe(3);
});

test('a try that fails again doubles the memory; one that works takes a step', () => {
  const { at, limit: one } = limit();
  one.refused(2);
  at.now = 10 * MINUTE;
  one.refused(2);
  at.now = 29 * MINUTE;
  expect(one.most()).toBe(2);
  at.now = 30 * MINUTE;
  expect(one.most()).toBe(3);
  one.opened(3);
  expect(one.most()).toBe(3);
  at.now += MINUTE;
  expect(one.most()).toBe(4);
  one.opened(4);
  at.now += MINUTE;
  one.opened(5);
  expect(one.most()).toBe(5);
});

test('several refusals at once are one', () => {
  const { at, limit: one } = limit();
  for (let i = 0; i < 5; i++) one.refused(1);
  at.now = 10 * MINUTE;
  expect(one.most()).toBe(2);
});

test('a server that asks for longer is given longer; a vague refusal is soon forgotten and forgets nothing', () => {
  const { at, limit: one } = limit();
  one.refused(1, { retryAfterMs: 30 * MINUTE });
  one.refused(3, { vague: true });
  at.now = 29 * MINUTE;
  expect(one.most()).toBe(1);
  at.now = 30 * MINUTE;
  one.refused(2, { vague: true });
  expect(one.most()).toBe(2);
  at.now = 31 * MINUTE;
  expect(one.most()).toBe(3);
});

test('a vague refusal below what a clear one allowed counts for its while, and the clear one after it', () => {
  const { at, limit: one } = limit();
  one.refused(3);
  one.refused(1, { vague: true });
  expect(one.most()).toBe(1);
  at.now = MINUTE;
  expect(one.most()).toBe(2);
  one.opened(2);
  expect(one.most()).toBe(2);
  at.now = 2 * MINUTE;
  expect(one.most()).toBe(3);
  one.opened(3);
  at.now = 9 * MINUTE;
  expect(one.most()).toBe(3);
  at.now = 10 * MINUTE;
  expect(one.most()).toBe(4);
});

test('never none, and never more than the kind of server takes', () => {
  const { limit: one } = limit();
  one.refused(0);
  expect(one.most()).toBe(1);
  const other = limit().limit;
  other.cap(1);
  expect([other.most(), other.top()]).toEqual([1, 1]);
});
