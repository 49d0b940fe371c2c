/** Long words get places to be broken at, and nothing else changes. */
import { expect, test } from 'vitest';
import { breakLongWords, DENSE, WORD } from './long-words.ts';

test.each([
  ['words', '<p>A letter with words.</p>'], ['addresses in attributes', `<a data-href="https://example.org/${'x'.repeat(5_000)}">here</a>`.repeat(100)],
  ['a word of a line or three', `<p>${'x'.repeat(WORD.longest)}</p>`.repeat(10)], ['lines', 'line\n'.repeat(9_000)], ['a script without blanks', '潮'.repeat(50_000)],
])('left as it is: %s', (_, html) => { expect(breakLongWords(html)).toBe(html); });

test.each([
  ['letters', 'AV'.repeat(1_000), WORD.piece], ['many letters', 'AV'.repeat(20_000), DENSE.piece], ['character references', '&amp;AV'.repeat(3_000), DENSE.piece], ['some character references', '&amp;AV'.repeat(1_000), WORD.piece],
  ['signs of two units', '\u{1f426}'.repeat(3_000), WORD.piece], ['some long words', `${'x'.repeat(301)} `.repeat(50), WORD.piece], ['many long words', `${'x'.repeat(299)} `.repeat(500), DENSE.piece],
])('%s: broken in pieces, the text is the same', (_, text, length) => {
  const broken = breakLongWords(`<p title="${'y'.repeat(400)}">${text}</p>`);
  expect(broken.replaceAll('<wbr>', '')).toBe(`<p title="${'y'.repeat(400)}">${text}</p>`);
  const found = broken.split(/<[^>]*>|\s/u).filter(Boolean);
  expect(found.length).toBeGreaterThan(5);
  for (const piece of found) {
    expect([...piece.replaceAll(/&\w+;/gu, '&')].length).toBeLessThanOrEqual(length);
    expect(/&[^;]*$/u.test(piece)).toBe(false);
    expect(piece.isWellFormed()).toBe(true);
  }
  expect(breakLongWords(broken)).toBe(broken);
});
