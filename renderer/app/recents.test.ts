import { expect, test } from 'vitest';
import { withRecent } from './recents.ts';

test('the newest is kept, the oldest beyond the number goes', () => {
  expect(withRecent({ a: { at: 1 }, b: { at: 3 }, c: { at: 2 } }, 'd', 9, 3)).toEqual({ d: { at: 9 }, a: null });
  expect(withRecent({ a: { at: 1 }, b: { at: 3 } }, 'a', 9, 2)).toEqual({ a: { at: 9 } });
  expect(withRecent({}, 'a', 9, 2)).toEqual({ a: { at: 9 } });
});
