/** A letter goes into a draft and comes back as it was. */
import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { draftLetterOf, letterOfDraft } from './draft-letter.ts';
import { emptyOutgoing, letterOf, type Letter } from './letter.ts';
import { addressesOf, addTyped } from './recipients.ts';

const initial = emptyOutgoing(accountId('a'));
const again = (chips: string, typed: string): Letter => {
  const letter = letterOf(initial);
  return letterOfDraft(draftLetterOf({ ...letter, chips: { ...letter.chips, to: addTyped([], chips) }, typed: { ...letter.typed, to: typed } }, initial, null));
};
const addresses = (letter: Letter): string[] => addressesOf(letter.chips.to).map(({ address }) => address);

test('what is typed behind a comma and a blank is no part of the recipient before it', () => {
  const letter = again('ann@example.org', ' Bob <bob@example.org>');
  expect(addressesOf(letter.chips.to)).toEqual([{ name: '', address: 'ann@example.org' }, { name: 'Bob', address: 'bob@example.org' }]);
});

test('what is half typed does not take the recipient before it along', () => {
  const letter = again('ann@example.org', ' bo');
  expect([addresses(letter), letter.chips.to.at(-1)]).toMatchObject([['ann@example.org'], { address: null, text: 'bo' }]);
});

test('an open quote in one does not split a name in the next', () => {
  const wrong = addTyped([], '5" pipe');
  const letter = letterOf(initial);
  const back = letterOfDraft(draftLetterOf({ ...letter, chips: { ...letter.chips, to: addTyped(wrong, '"Doe, John" <john@example.org>') } }, initial, null));
  expect(back.chips.to.map(({ text }) => text)).toEqual(['5" pipe', '"Doe, John" <john@example.org>']);
});
