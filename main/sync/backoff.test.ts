/** The waits between tries. */
import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('doubles, is spread, and ends at five minutes', () => {
  expect([0, 1, 2, 3].map((attempt) => backoff(attempt, 0))).toEqual([1000, 2000, 4000, 8000]);
  expect(backoff(0, 0.999)).toBeGreaterThan(1900);
  expect(backoff(50, 0.999)).toBeLessThanOrEqual(300_000);
});

test('never sooner than the server has asked for, and spread behind it', () => {
  expect(backoff(0, 0, 299_961)).toBe(299_961);
  expect(backoff(0, 0.5, 299_961)).toBe(304_961);
  expect(backoff(20, 0, 1000)).toBe(150_000);
});
