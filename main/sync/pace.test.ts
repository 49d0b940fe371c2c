import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('nothing at first, then messages a second and the time left, by the last seconds only', () => {
  let now = 0;
  const pace = createPace({ now: () => now });
  expect(pace(100, 10_000)).toEqual({ rate: null, leftMs: null });
  now = 100;
  expect(pace(200, 10_000)).toEqual({ rate: null, leftMs: null });
  now = 1_000;
  expect(pace(1_100, 10_000)).toEqual({ rate: 1_000, leftMs: 8_900 });
  // A slow stretch long enough is all that counts.
  now = 12_000;
  expect(pace(1_100, 10_000)).toEqual({ rate: null, leftMs: null });
  now = 14_000;
  expect(pace(1_300, 10_000)).toEqual({ rate: 100, leftMs: 87_000 });
});
