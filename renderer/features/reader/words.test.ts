/** The reader's words. */
import { expect, test } from 'vitest';
import { fullDate, hostWords, remoteWords, sizeWords } from './words.ts';

test('dates name the zone', () => {
  expect(fullDate(Date.UTC(2026, 2, 3, 13, 5), 'Europe/Berlin')).toBe('Tuesday, 3 March 2026 at 14:05 CET');
});

test.each([[0, '0 bytes'], [999, '999 bytes'], [1000, '1 kB'], [14_400, '14 kB'], [999_499, '999 kB'], [999_500, '1.0 MB'], [2_400_000, '2.4 MB'], [52_000_000, '52 MB'], [3_200_000_000, '3.2 GB']])('%d octets', (octets, words) => {
  expect(sizeWords(octets)).toBe(words);
});

test('hosts', () => {
  expect(hostWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
  expect(remoteWords(1, ['a.example'])).toBe('One image from a.example was not loaded. Loading tells the sender that you read this.');
});
