/** Names that pretend to be an address. */
import { expect, test } from 'vitest';
import { shownName } from './claimed-address.ts';

const REAL = 'attacker@example.net';

test.each([
  ['Ann Ash', 'Ann Ash'],
  ['', REAL],
  ['attacker@example.net', REAL],
  ['potus@whitehouse.gov', REAL],
  ['"potus@whitehouse.gov" <test>', REAL],
  ['potus＠whitehouse.gov', REAL],
  ['potus@\u200bwhitehouse.gov', REAL],
  ['\u202evog.esuohetihw@sutop', REAL],
  ['Ann @ work', 'Ann @ work'],
])('%j is shown as %j', (name, shown) => {
  expect(shownName({ name, address: REAL })).toBe(shown);
});

test('an address that begins like another is shown by its end', () => {
  expect(shownName({ name: '', address: '"potus@whitehouse.gov"@example.net' })).toBe('…@example.net');
  expect(shownName({ name: 'Ann', address: '"potus@whitehouse.gov (x)"@example.net' })).toBe('…@example.net');
});

test('who has no address is not called by the one of somebody else', () => {
  expect(shownName({ name: 'potus@whitehouse.gov', address: '' })).toBe('');
});
