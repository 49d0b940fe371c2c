import { describe, expect, test } from 'vitest';
import { hasHeading, heightOf, indexAt, learnStarts, topOf, type RowLayout } from './row-layout.ts';

const plain: RowLayout = { rowHeight: 72, headingHeight: 28, starts: [] };
const grouped: RowLayout = { rowHeight: 72, headingHeight: 28, starts: [3, 4, 10] };

describe('layout of rows', () => {
  test('without headings everything is a multiple of the height', () => {
    expect([topOf(plain, 0), topOf(plain, 100_000), heightOf(plain, 10), heightOf(plain, 0)]).toEqual([0, 7_200_000, 720, 0]);
    expect([indexAt(plain, 0), indexAt(plain, 71), indexAt(plain, 72)]).toEqual([0, 0, 1]);
  });

  test('each heading moves what follows it', () => {
    expect([2, 3, 4, 9, 10].map((index) => topOf(grouped, index))).toEqual([144, 3 * 72 + 28, 4 * 72 + 56, 9 * 72 + 56, 10 * 72 + 84]);
    expect(heightOf(grouped, 11)).toBe(11 * 72 + 84);
    expect([2, 3, 4, 5, 10].map((index) => hasHeading(grouped, index))).toEqual([false, true, true, false, true]);
  });

  test('a height is found again, from its heading to its lower edge', () => {
    for (let index = 0; index < 20; index++) {
      const top = topOf(grouped, index);
      expect(indexAt(grouped, top)).toBe(index);
      expect(indexAt(grouped, top + 71)).toBe(index);
      if (hasHeading(grouped, index)) expect(indexAt(grouped, top - 28)).toBe(index);
      if (hasHeading(grouped, index)) expect(indexAt(grouped, top - 29)).toBe(index - 1);
    }
  });
});

describe('what is learnt of groups', () => {
  const begins = (count: number, ...at: number[]): boolean[] => Array.from({ length: count }, (_, index) => at.includes(index));

  test('a stretch replaces what lies inside it and keeps the rest', () => {
    expect(learnStarts([5, 120, 400], 0, 100, begins(100, 30), 1000)).toEqual([5, 130, 400]);
  });

  test('whether its first row begins a group the stretch does not say', () => {
    expect(learnStarts([100], 0, 100, begins(10), 1000)).toEqual([100]);
    expect(learnStarts([], 0, 100, begins(10, 0), 1000)).toEqual([]);
  });

  test('new mail above moves everything', () => {
    expect(learnStarts([5, 400], 2, 0, begins(300, 7), 1002)).toEqual([7, 402]);
  });

  test('what lies beyond the end goes, and nothing new is the same list', () => {
    expect(learnStarts([5, 400], 0, 0, begins(10, 5), 10)).toEqual([5]);
    const known = [5, 400];
    expect(learnStarts(known, 0, 0, begins(10, 5), 1000)).toBe(known);
  });
});
