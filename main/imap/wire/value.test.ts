/** The tree of values of a rare response. */
import { expect, test } from 'vitest';
import { Cursor } from './cursor.ts';
import { MAX_DEPTH } from './limits.ts';
import { parseValues, valueNumber, valueText } from './value.ts';

const parse = (text: string): unknown => {
  const c = new Cursor();
  const bytes = Buffer.from(text, 'latin1');
  c.set(bytes, 0, bytes.length);
  return parseValues(c);
};

test('atoms, strings, literals, NIL and lists', () => {
  expect(parse('"" (STORAGE 10 512) NIL "NIL" ((a)()) {3}\r\nx y')).toEqual(['', ['STORAGE', '10', '512'], null, 'NIL', [['a'], []], 'x y']);
});

test('what is not well-formed is refused', () => {
  for (const text of ['(a', 'a)', '"open', '('.repeat(MAX_DEPTH + 1) + ')'.repeat(MAX_DEPTH + 1)]) expect(() => parse(text)).toThrow(/cannot be read/u);
});

test('text and numbers', () => {
  expect(valueText('gr\u00c3\u00bcn')).toBe('grün');
  expect([valueNumber('12'), valueNumber('-1'), valueNumber('99999999999999999999'), valueNumber(null)]).toEqual([12, null, null, null]);
});
