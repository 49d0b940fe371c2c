/** Letters in the making. */
import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { differs, emptyOutgoing, letterOf, obstacle, outgoingOf, settled } from './letter.ts';

const initial = { ...emptyOutgoing(accountId('a')), to: [{ name: 'Ann', address: 'ann@example.org' }], subject: 'Re: Lunch', text: '\n\n> hi' };

test('an untouched answer does not differ; typed text beside the chips does', () => {
  const letter = letterOf(initial);
  expect(differs(letter, initial)).toBe(false);
  expect(differs({ ...letter, typed: { ...letter.typed, cc: 'bob@example.org' } }, initial)).toBe(true);
  expect(differs({ ...letter, text: 'x' }, initial)).toBe(true);
});

test('what is wrong is said in words', () => {
  expect(obstacle(letterOf(emptyOutgoing(accountId('a'))))).toMatch(/nobody/u);
  const letter = letterOf(initial);
  expect(obstacle(settled({ ...letter, typed: { to: 'bob', cc: '', bcc: '' } }))).toMatch(/“bob” is not/u);
  expect(obstacle(letter)).toBeNull();
});

test('what goes out is what is on screen', () => {
  const letter = settled({ ...letterOf(initial), typed: { to: '', cc: '', bcc: 'Cy <cy@example.org>' }, subject: 'a\r\nb' });
  expect(outgoingOf(letter, initial)).toMatchObject({ to: initial.to, cc: [], bcc: [{ name: 'Cy', address: 'cy@example.org' }], subject: 'a b', text: '\n\n> hi' });
});
