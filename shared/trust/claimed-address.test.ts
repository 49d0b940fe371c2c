/** Names that pretend to be an address. */
import { expect, test } from 'vitest';
import { shownName } from './claimed-address.ts';

const REAL = 'attacker@example.net';

test.each([
  ['Ann Ash', 'Ann Ash'],
  ['', REAL],
  ['attacker@example.net', REAL],
  ['chief@example.com', REAL],
  ['"chief@example.com" <test>', REAL],
  ['chief＠example.com', REAL],
  ['chief@\u200bexample.com', REAL],
  ['\u202emoc.elpmaxe@feihc', REAL],
  ['Ann @ work', 'Ann @ work'],
])('%j is shown as %j', (name, shown) => {
  expect(shownName({ name, address: REAL })).toBe(shown);
});

test('an address that begins like another is shown by its end', () => {
  expect(shownName({ name: '', address: '"chief@example.com"@example.net' })).toBe('…@example.net');
  expect(shownName({ name: 'Ann', address: '"chief@example.com (x)"@example.net' })).toBe('…@example.net');
});

test('who has no address is not called by the one of somebody else', () => {
  expect(shownName({ name: 'chief@example.com', address: '' })).toBe('');
});
