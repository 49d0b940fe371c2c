import { expect, test } from 'vitest';
import { pressCounter } from './double-press.ts';

test('of a double click the second press is one too many, and of many quick ones as many as come too soon after one that counted', () => {
  const isSecond = pressCounter();
  expect([0, 120, 900, 1100, 1250, 1600].map(isSecond)).toEqual([false, true, false, true, false, false]);
});
