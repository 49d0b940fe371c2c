import { expect, test } from 'vitest';
import { ExpectedUids } from './expected-uids.ts';

const left = (uids: readonly number[], came: readonly number[]): number => {
  const expected = new ExpectedUids(uids);
  for (const uid of came) expected.came(uid);
  return expected.left;
};

test.each<[name: string, came: number[], left: number]>([
  ['all in order', [3, 5, 8, 9], 0],
  ['none', [], 4],
  ['in the opposite order', [9, 8, 5, 3], 0],
  ['in no order', [8, 3, 9, 5], 0],
  ['one in the middle left out', [3, 8, 9], 1],
  ['the last left out', [3, 5, 8], 1],
  ['the first left out', [5, 8, 9], 1],
  ['one twice', [3, 3, 5, 5], 2],
  ['one again after later ones', [3, 5, 8, 3, 9], 0],
  ['others between', [1, 3, 4, 5, 7, 8, 9, 10], 0],
  ['a much later one first', [4_000_000_000, 3, 5], 2],
])('%s', (_name, came, count) => {
  expect(left([3, 5, 8, 9], came)).toBe(count);
});

test('nothing is expected of an empty portion', () => {
  expect(left([], [1, 2])).toBe(0);
});
