/** Long text in portions: nothing of it is lost, and none is long. */
import { expect, test } from 'vitest';
import { PORTION, portionAt, portionsUpTo } from './text-portions.ts';

const FIXED = { flowed: false, delSp: false };
const all = (text: string, flowed = false) => portionsUpTo(text, Infinity, Infinity, { flowed, delSp: false });
const joined = (text: string): string => all(text).flatMap(({ paragraphs }) => paragraphs).map(({ depth, text: line }) => '>'.repeat(depth) + line).join('\n');

test('a letter is one portion', () => {
  expect(all('one\n> two\n\nthree\n')).toEqual([{ paragraphs: [{ depth: 0, text: 'one' }, { depth: 1, text: 'two' }, { depth: 0, text: '' }, { depth: 0, text: 'three' }], end: 17 }]);
  expect(all('')).toEqual([{ paragraphs: [], end: 0 }]);
});

test.each([
  ['lines', Array.from({ length: 5_000 }, (_, at) => `line ${at}`).join('\n')],
  ['quotes', Array.from({ length: 3_000 }, (_, at) => `${'>'.repeat(at % 9)}x${at}`).join('\n')],
  ['blank lines', 'a\n'.concat('\n'.repeat(5_000), 'b')],
])('%s: every line, in order', (_, text) => {
  expect(joined(text)).toBe(text);
});

test('one line without end goes on in pieces that hold all of it, and no sign is cut in half', () => {
  const text = '\u{1f426}'.repeat(40_000);
  const pieces = all(text).flatMap(({ paragraphs }) => paragraphs);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  for (const piece of pieces) {
    expect(piece.text.length).toBeLessThanOrEqual(PORTION.line);
    expect(piece.text.isWellFormed()).toBe(true);
  }
});

test('portions are short and the first is found without reading the rest', () => {
  for (const text of ['x'.repeat(3_000_000), '\r\n'.repeat(1_000_000), '> a \r\n'.repeat(300_000)]) {
    for (const flowed of [false, true]) {
      const { paragraphs, end } = portionAt(text, 0, { flowed, delSp: false });
      expect(end).toBeGreaterThan(0);
      expect(end).toBeLessThanOrEqual(PORTION.length);
      expect(paragraphs.length).toBeLessThanOrEqual(PORTION.lines + PORTION.length / PORTION.line);
    }
  }
});

test('a flowed paragraph stays whole where it can', () => {
  const text = 'word word \r\n'.repeat(30).concat('end.\r\n').repeat(40);
  for (const { paragraphs } of all(text, true)) for (const { text: words } of paragraphs) expect(words.endsWith('end.')).toBe(true);
});

test('only as much as is asked for', () => {
  const text = 'line\n'.repeat(100_000);
  const some = portionsUpTo(text, 50_000, 1_000, FIXED);
  expect(some.reduce((count, { paragraphs }) => count + paragraphs.length, 0)).toBe(1_000);
});

test('words longer than lines come in small portions, scripts without blanks do not', () => {
  for (const text of ['AV'.repeat(50_000), `${'AV'.repeat(200)} `.repeat(100), 'x'.repeat(300).concat('\n').repeat(100)]) {
    const portions = all(text);
    let from = 0;
    for (const { end } of portions) {
      expect(end - from).toBeLessThanOrEqual(PORTION.dense);
      from = end;
    }
    expect(from).toBe(text.length);
    expect(joined(text).replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
  }
  expect(portionAt('潮'.repeat(50_000), 0, FIXED).end).toBe(PORTION.length);
  expect(portionAt('a line of a letter\n'.repeat(5_000), 0, FIXED).end).toBeGreaterThan(PORTION.dense);
});

test('a flowed paragraph without end comes in whole portions, not line by line', () => {
  const text = '> word word \r\n'.repeat(20_000);
  expect(all(text, true).length).toBeLessThanOrEqual(101);
  expect(all(text, true).at(-1)?.end).toBe(text.length);
});
