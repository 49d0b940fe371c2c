/** Floods go, writing stays. */
import { expect, test } from 'vitest';
import { withoutFloods } from './flood.ts';

test.each(['plain text', 'e\u0301te\u0301', 'שָׁלוֹם', 'हिन्दी', '\u202bעברית\u202c and', '👩‍👩‍👧‍👦', ''])('%s stays', (text) => { expect(withoutFloods(text)).toBe(text); });
test('a pile of marks becomes a small one', () => { expect(withoutFloods(`a${'\u0301'.repeat(500_000)}b`)).toBe(`a${'\u0301'.repeat(12)}b`); });
test('a run of direction marks becomes a short one', () => { expect(withoutFloods(`a${'\u202e\u2066'.repeat(200_000)}b`)).toBe('a\u202e\u2066\u202e\u2066b'); });
test('what is clean stays clean', () => {
  const once = withoutFloods(`${'\u0301'.repeat(40)}${'\u202e'.repeat(40)}`);
  expect(withoutFloods(once)).toBe(once);
});
