import { expect, test } from 'vitest';
import { compareSpines, coveringSet, indexOfUid, stillToCome } from './spine.ts';

test('what is missing here and what is gone there', () => {
  expect(compareSpines(Uint32Array.of(1, 2, 5, 9), [2, 3, 9, 10])).toEqual({ missing: [3, 10], gone: [1, 5] });
  expect(compareSpines(new Uint32Array(), [7])).toEqual({ missing: [7], gone: [] });
  expect(compareSpines(Uint32Array.of(7), [])).toEqual({ missing: [], gone: [7] });
});

test('what is still to come beside the newest, and what of those is not listed', () => {
  expect(stillToCome(new Set([9, 7, 8]), [1, 3, 7, 9, 10])).toEqual({ rest: [1, 3, 10], unlisted: [8] });
  expect(stillToCome(new Set(), [1, 3])).toEqual({ rest: [1, 3], unlisted: [] });
  expect(stillToCome(new Set([5]), [])).toEqual({ rest: [], unlisted: [5] });
  expect(stillToCome(new Set([1, 2]), [1, 2])).toEqual({ rest: [], unlisted: [] });
});

test('a covering set reaches over holes but never over a known message', () => {
  expect(coveringSet([1, 2, 5, 9], new Uint32Array())).toEqual([[1, 9]]);
  expect(coveringSet([1, 2, 5, 9], Uint32Array.of(4, 7))).toEqual([[1, 2], [5, 5], [9, 9]]);
  expect(coveringSet([10, 20], Uint32Array.of(1, 2, 30))).toEqual([[10, 20]]);
});

test('covering sets against a model, seeded', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < 300; round++) {
    const wanted: number[] = [];
    const known: number[] = [];
    for (let uid = 1; uid < 60; uid++) {
      const dice = random();
      if (dice < 0.3) wanted.push(uid);
      else if (dice < 0.5) known.push(uid);
    }
    const inside = (uid: number): boolean => coveringSet(wanted, Uint32Array.from(known)).some(([from, to]) => uid >= from && uid <= to);
    expect(wanted.every(inside)).toBe(true);
    expect(known.some(inside)).toBe(false);
  }
});

test('a UID is found where it is', () => {
  const uids = Uint32Array.of(2, 4, 8, 4_000_000_000);
  expect([2, 4, 8, 4_000_000_000, 1, 5, 9].map((uid) => indexOfUid(uids, uid))).toEqual([0, 1, 2, 3, -1, -1, -1]);
});
