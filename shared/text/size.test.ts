import { expect, test } from 'vitest';
import { sizeWords } from './size.ts';

test.each([[0, '0 bytes'], [999, '999 bytes'], [1000, '1 kB'], [14_400, '14 kB'], [999_499, '999 kB'], [999_500, '1.0 MB'], [2_400_000, '2.4 MB'], [52_000_000, '52 MB'], [3_200_000_000, '3.2 GB']])('%d octets', (octets, words) => {
  expect(sizeWords(octets)).toBe(words);
});
