/** UID sets: every function against a plain Set of numbers, and everything a hostile server may write. */
import { describe, expect, test } from 'vitest';
import { FailureError, toFailure } from '../../shared/failure.ts';
import { allUids, formatUidSet, parseUidList, parseUidOrder, parseUidSet, SAVED_RESULT, splitUidSet, uidSet, uidSetBelow, uidSetHas, uidSetsOverlap, uidsOf } from './uid-set.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
  }
  return 'no failure';
};

describe('building and writing', () => {
  test('joins neighbours, sorts, drops repeats', () => {
    expect(uidSet([5, 1, 2, 3, 3, 9, 10])).toEqual([[1, 3], [5, 5], [9, 10]]);
    expect(formatUidSet(uidSet([5, 1, 2, 3, 9, 10]))).toBe('1:3,5,9:10');
    expect(uidSet([])).toEqual([]);
    expect(formatUidSet([[4294967295, 4294967295]])).toBe('4294967295');
  });
  test.each([[0], [-1], [1.5], [Number.NaN], [2 ** 32]])('%d is no UID', (uid) => {
    expect(code(() => uidSet([uid]))).toBe('invalid-input');
    expect(code(() => formatUidSet([[uid, uid]]))).toBe('invalid-input');
  });
  test('the empty set cannot be written', () => {
    expect(code(() => formatUidSet([]))).toBe('invalid-input');
  });
});

describe('reading', () => {
  test('any order, both directions, overlaps', () => {
    expect(parseUidSet('9:10,3:1,2,5')).toEqual([[1, 3], [5, 5], [9, 10]]);
    expect(parseUidSet('1:10,2:3,4')).toEqual([[1, 10]]);
  });
  test('a list keeps the order written', () => {
    expect(parseUidList('7,3:5,1')).toEqual([7, 3, 4, 5, 1]);
    expect(parseUidList('5:3')).toEqual([3, 4, 5]);
  });
  test.each(['', '*', '1:*', ',', '1,', ',1', '1::2', '1:', 'a', '0', '0:3', '1 2', '-1', '4294967296', '99999999999999999999', '1\r\n'])('refuses %j', (text) => {
    expect(code(() => parseUidSet(text))).toBe('protocol');
    expect(code(() => parseUidList(text))).toBe('protocol');
  });
  test('refuses absurd expansion unless nothing is expanded', () => {
    expect(code(() => parseUidSet('1:4294967295'))).toBe('protocol');
    expect(code(() => parseUidList('1:4000000000'))).toBe('protocol');
    expect(code(() => parseUidSet('1:101', 100))).toBe('protocol');
    expect(parseUidSet('1:4294967295', Infinity)).toEqual([[1, 4294967295]]);
  });
});

describe('walking and splitting', () => {
  test('agrees with a plain set of numbers', () => {
    let seed = 7;
    const random = (n: number): number => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) >>> 8) % n;
    for (let round = 0; round < 200; round++) {
      const uids = Array.from({ length: random(60) }, () => 1 + random(90));
      const plain = [...new Set(uids)].sort((a, b) => a - b);
      const set = uidSet(uids);
      expect([...uidsOf(set)]).toEqual(plain);
      expect(allUids(set)).toEqual(plain);
      for (let uid = 1; uid < 95; uid++) expect(uidSetHas(set, uid)).toBe(plain.includes(uid));
      if (plain.length > 0) expect(parseUidSet(formatUidSet(set))).toEqual(set);
      const parts = splitUidSet(set, 21);
      expect(parts.flatMap((part) => [...uidsOf(part)])).toEqual(plain);
      for (const part of parts) expect(formatUidSet(part).length).toBeLessThanOrEqual(21);
    }
  });
  test('a length that cannot hold one range is refused', () => {
    expect(code(() => splitUidSet([[1, 2]], 20))).toBe('invalid-input');
    expect(splitUidSet([[4294967294, 4294967295], [1, 1]], 21).length).toBe(2);
  });
});

test('what is no set is told without what could reorder or hide it', () => {
  try {
    parseUidSet('1:x\u202e\u0007,2');
    expect.unreachable();
  } catch (error) {
    expect(toFailure(error).detail).toBe('1:x ,2');
  }
});

test('the order of a sorted result counts down where it is written so', () => {
  expect(parseUidOrder('5:3,9,1:2')).toEqual([5, 4, 3, 9, 1, 2]);
  expect(parseUidList('5:3,9')).toEqual([3, 4, 5, 9]);
});

test('what of a set is below', () => {
  expect(uidSetBelow([[1, 3], [5, 9], [20, 30]], 7)).toEqual([[1, 3], [5, 6]]);
  expect(uidSetBelow([[5, 9]], 5)).toEqual([]);
});

describe('$', () => {
  test('is written as it is, meets every set, and is never split or expanded', () => {
    expect(formatUidSet(SAVED_RESULT)).toBe('$');
    expect(splitUidSet(SAVED_RESULT, 21)).toEqual([SAVED_RESULT]);
    expect(splitUidSet(SAVED_RESULT, 21)[0]).toBe(SAVED_RESULT);
    expect(uidSetsOverlap(SAVED_RESULT, [[7, 7]])).toBe(true);
    expect(uidSetHas(SAVED_RESULT, 4294967295)).toBe(true);
    expect(code(() => [...uidsOf(SAVED_RESULT)])).toBe('invalid-input');
  });
});
