import { expect, test } from 'vitest';
import { matchMessages, type Known } from './match-messages.ts';

/** A letter per message; equal letters are known by the same. */
const known = (letters: string): Known => ({
  uids: Uint32Array.from(letters, (_, i) => i + 1),
  keys: Uint32Array.from([...letters].flatMap((letter) => [letter.charCodeAt(0), 7])),
});
const match = (before: string, now: string): number[] => [...matchMessages(known(before), known(now))];

test('each finds itself, wherever it is now', () => {
  expect(match('abcd', 'abcd')).toEqual([0, 1, 2, 3]);
  expect(match('abcd', 'dxcba')).toEqual([4, 3, 2, 0]);
  expect(match('abc', '')).toEqual([-1, -1, -1]);
  expect(match('', 'abc')).toEqual([]);
});

test('several that are known by the same: only as many as before, and in their places', () => {
  expect(match('axbxc', 'axbxc')).toEqual([0, 1, 2, 3, 4]);
  expect(match('xx', 'xx')).toEqual([0, 1]);
  // One more, one less: which of them is new or gone nobody can say.
  expect(match('axbxc', 'axbxcx')).toEqual([0, -1, 2, -1, 4]);
  expect(match('axbxc', 'axbc')).toEqual([0, -1, 2, -1, 3]);
  // As many, but not where they were.
  expect(match('axbxc', 'xaxbc')).toEqual([1, -1, 3, -1, 4]);
  expect(match('axyybxc', 'axyybxc')).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('with what is gone and new in between', () => {
  expect(match('abxcxd', 'nbxmxdz')).toEqual([-1, 1, 2, -1, 4, 5]);
});

test('a hundred thousand, shuffled, with collisions of half a key', () => {
  const count = 100_000;
  const uids = Uint32Array.from({ length: count }, (_, i) => i + 1);
  const keyOf = (i: number): [number, number] => [i % 97, Math.imul(i, 0x9e3779b1) >>> 0];
  const place = (i: number): number => (i * 7919) % count;
  const before: Known = { uids, keys: Uint32Array.from({ length: count * 2 }, (_, at) => keyOf(at >> 1)[at & 1]!) };
  const keys = new Uint32Array(count * 2);
  for (let i = 0; i < count; i++) keys.set(keyOf(i), place(i) * 2);
  expect(matchMessages(before, { uids, keys }).every((found, i) => found === place(i))).toBe(true);
});
