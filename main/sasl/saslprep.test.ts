/** SASLprep: the examples of RFC 4013 3 and what is refused. */
import { expect, test } from 'vitest';
import { prepared, saslprep } from './saslprep.ts';

test.each([
  ['I\u00adX', 'IX'], ['user', 'user'], ['USER', 'USER'], ['\u00aa', 'a'], ['\u2168', 'IX'], ['\u0007', null], ['\u0627\u0031', null],
  ['a\u00a0b', 'a b'], ['\u1680x', ' x'], ['e\u0301', 'é'], ['\ud800', null], ['\ue000', null], ['\u0627\u0628', '\u0627\u0628'], ['\u0627a\u0628', null],
  ['pass\u200bword', 'pass word'], ['\u{e0041}', null], ['', ''],
])('%j', (text, expected) => {
  expect(saslprep(text)).toBe(expected);
});

test('what cannot be prepared is used as it is', () => {
  expect(prepared('a\u0007')).toBe('a\u0007');
  expect(prepared('\u2168')).toBe('IX');
});
