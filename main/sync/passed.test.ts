import { expect, test } from 'vitest';
import { hasPassed, leftOf } from './passed.ts';

test('time has passed when it has, or when the clock can no longer tell', () => {
  expect([0, 999, 1_000, 1_001].map((ms) => [hasPassed(1_000, 5, 5 + ms), leftOf(1_000, 5, 5 + ms)])).toEqual([[false, 1_000], [false, 1], [true, 0], [true, 0]]);
  expect([hasPassed(1_000, 5, 4), leftOf(1_000, 5, 4)]).toEqual([true, 0]);
  expect([hasPassed(0, -Infinity, 4), leftOf(1_000, -Infinity, 4)]).toEqual([true, 0]);
});
