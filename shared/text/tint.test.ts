/** Initials and tints. */
import { expect, test } from 'vitest';
import { initials, tintHue } from './tint.ts';

test.each([
  [{ name: 'Ann Doe', address: 'a@example.org' }, 'AD'],
  [{ name: '"Ann" van der Doe', address: '' }, 'AD'],
  [{ name: '', address: 'ann.doe@example.org' }, 'AD'],
  [{ name: 'godwit', address: '' }, 'G'],
  [{ name: '山田 太郎', address: '' }, '山'],
  [{ name: 'مريم الحداد', address: '' }, 'م'],
  [{ name: 'émile zola', address: '' }, 'ÉZ'],
  [{ name: '\u202e', address: '' }, '?'],
])('%j', (address, expected) => expect(initials(address)).toBe(expected));

test('an address keeps its hue', () => {
  expect(tintHue('Ann@Example.org')).toBe(tintHue('ann@example.org'));
  expect(tintHue('ann@example.org')).not.toBe(tintHue('bob@example.org'));
});
