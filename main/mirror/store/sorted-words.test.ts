import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedWords } from './sorted-words.ts';

const { compare } = new Intl.Collator(undefined, { sensitivity: 'base' });
const word = fc.string({ unit: fc.constantFrom('a', 'A', 'á', 'b', 'z', ' ', '1'), maxLength: 3 });

test('however words come, and however often the sorting is interrupted: equal ones share a rank, and ranks run as the language has it', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.array(word, { maxLength: 6 }), fc.array(word, { minLength: 200, maxLength: 700 })), { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), word, (lists, patience, other) => {
    const words = new SortedWords(compare);
    const ids = new Map<string, number>();
    for (const list of lists) {
      for (const text of list) ids.set(text, words.id(text));
      let looks = 0;
      while (!words.settle(() => ++looks % patience === 0));
      const sorted = [...ids.keys()].sort(compare);
      let rank = -1;
      for (const [i, text] of sorted.entries()) {
        if (i === 0 || compare(sorted[i - 1]!, text) !== 0) rank++;
        expect(words.rank(ids.get(text)!)).toBe(rank);
      }
    }
    if (!words.isSettled) return;
    for (const [text, id] of ids) expect(Math.sign(words.placeOf(other) - words.rank(id))).toBe(Math.sign(compare(other, text)));
  }), { numRuns: 60 });
});

test('words that come while others are being sorted have their place too', () => {
  const words = new SortedWords(compare);
  const ids = Array.from({ length: 1000 }, (_, i) => words.id(`w${(i * 7919) % 1000}`));
  expect(words.settle(() => true)).toBe(false);
  ids.push(words.id('aa'), words.id('zz'));
  while (!words.settle(() => true));
  expect(words.rank(ids.at(-2)!)).toBe(0);
  expect(words.rank(ids.at(-1)!)).toBe(1001);
});
