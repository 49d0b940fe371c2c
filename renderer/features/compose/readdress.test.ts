import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { emptyOutgoing, letterOf, type Letter } from './letter.ts';
import { outcomeOf, readdressed } from './readdress.ts';

const person = (name: string) => ({ name: '', address: `${name}@example.org` });
const [ann, bob, cy, dee] = ['ann', 'bob', 'cy', 'dee'].map(person) as [ReturnType<typeof person>, ReturnType<typeof person>, ReturnType<typeof person>, ReturnType<typeof person>];
const people = { reply: { to: [ann], cc: [] }, replyAll: { to: [ann], cc: [bob, cy] } };
const letter = (to: readonly ReturnType<typeof person>[], cc: readonly ReturnType<typeof person>[] = [], bcc: readonly ReturnType<typeof person>[] = []): Letter =>
  letterOf({ ...emptyOutgoing(accountId('a')), to: [...to], cc: [...cc], bcc: [...bcc], text: 'mine' });
const named = ({ chips }: Letter) => [chips.to, chips.cc, chips.bcc].map((list) => list.map(({ address, text }) => address?.address.split('@')[0] ?? text).join(' '));

test('one that goes to just those of the other kind becomes the other kind', () => {
  expect(outcomeOf(letter([ann]), 'replyAll', people)).toBe('changed');
  expect(outcomeOf(letter([ann], [bob, cy]), 'reply', people)).toBe('changed');
  const all = readdressed(letter([ann]), 'replyAll', people);
  expect(named(all)).toEqual(['ann', 'bob cy', '']);
  expect(all.text).toBe('mine');
  expect(named(readdressed(all, 'reply', people))).toEqual(['ann', '', '']);
});

test('one that is of that kind stays as it is, also with others added, moved between fields or written otherwise', () => {
  expect(outcomeOf(letter([ann]), 'reply', people)).toBe('kept');
  expect(outcomeOf(letter([ann], [dee]), 'reply', people)).toBe('kept');
  expect(outcomeOf(letter([ann, bob], [], [cy]), 'replyAll', people)).toBe('kept');
  expect(outcomeOf(letter([{ name: 'Ann', address: 'ANN@example.org' }]), 'reply', people)).toBe('kept');
  expect(outcomeOf(letter([ann], [], [bob]), 'reply', people)).toBe('kept');
  const typed = letter([ann], [bob]);
  expect(outcomeOf({ ...typed, typed: { ...typed.typed, cc: 'cy@example.org' } }, 'replyAll', people)).toBe('kept');
});

test('where the writer has changed whom it goes to, it is offered', () => {
  expect(outcomeOf(letter([ann], [dee]), 'replyAll', people)).toBe('offered');
  expect(outcomeOf(letter([ann], [bob]), 'replyAll', people)).toBe('offered');
  expect(outcomeOf(letter([ann], [bob]), 'reply', people)).toBe('offered');
  expect(outcomeOf(letter([]), 'reply', people)).toBe('offered');
  expect(outcomeOf(letter([ann], [], [dee]), 'replyAll', people)).toBe('offered');
  const half = letter([ann]);
  expect(outcomeOf({ ...half, typed: { ...half.typed, cc: 'de' } }, 'replyAll', people)).toBe('offered');
});

test('whom the writer added stays, and what is no address yet', () => {
  const begun = letter([ann], [dee], [bob]);
  expect(named(readdressed({ ...begun, typed: { ...begun.typed, to: 'nobody' } }, 'replyAll', people))).toEqual(['ann nobody', 'cy dee', 'bob']);
  expect(named(readdressed(letter([ann], [bob, dee]), 'reply', people))).toEqual(['ann', 'dee', '']);
});

test('a message to one alone is answered to all as it is answered', () => {
  const one = { reply: { to: [ann], cc: [] }, replyAll: { to: [ann], cc: [] } };
  expect(outcomeOf(letter([ann]), 'replyAll', one)).toBe('kept');
});
