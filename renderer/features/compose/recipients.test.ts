/** Recipient chips. */
import { expect, test } from 'vitest';
import { addressesOf, addTyped, chipOf, endsEntry } from './recipients.ts';

test('many pasted at once, nobody twice, nothing lost', () => {
  const chips = addTyped(addTyped([], 'Ann <ann@example.org>'), 'ANN@example.org; Bob <bob@example.org>, nobody, "open\nc@example.org');
  expect(addressesOf(chips).map((a) => a.address)).toEqual(['ann@example.org', 'bob@example.org', 'c@example.org']);
  expect(chips.filter((chip) => !chip.address).map((chip) => chip.text)).toEqual(['nobody, "open']);
});

test('a smuggled recipient is a red chip', () => {
  const chips = addTyped([], 'd@e.f>\r\nRCPT TO:<evil@x.y');
  expect(addressesOf(chips)).toEqual([]);
  expect(chips).toHaveLength(1);
  expect(chipOf({ name: '', address: 'd@e.f>\r\nRCPT TO:<evil@x.y' }).address).toBeNull();
});

test('blank text adds nothing', () => {
  const chips = addTyped([], 'a@example.org');
  expect(addTyped(chips, ' , ')).toBe(chips);
});

test('what cannot be seen and was copied along is no part of an address', () => {
  const chips = addTyped([], '\u202ajohn@example.com\u202c, Ann <\u200bann@exam\u00adple.org\u2060>, \u200b');
  expect(chips.map(({ address }) => address)).toEqual([{ name: '', address: 'john@example.com' }, { name: 'Ann', address: 'ann@example.org' }]);
});

test('a comma in an open quote ends nothing', () => {
  expect(endsEntry('"Doe')).toBe(false);
  expect(endsEntry('"Doe, Ann" <a@example.org>')).toBe(true);
});
