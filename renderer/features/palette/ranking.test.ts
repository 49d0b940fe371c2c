import { expect, test } from 'vitest';
import { rank, type Entry } from './ranking.ts';

const entry = (label: string, extra: Partial<Entry> = {}): Entry => ({ id: label, label, group: 'Folders', chosenAt: 0, ...extra });
const labels = (entries: readonly Entry[], typed: string): string[] => rank(entries, typed, { recent: 'Recent' }).flatMap(({ items }) => items.map(({ entry: one }) => one.label));

test('without words: those chosen lately, newest first, then the groups as they came', () => {
  const entries = [entry('A', { group: 'One' }), entry('B', { group: 'Two', chosenAt: 5 }), entry('C', { group: 'Two' }), entry('D', { group: 'One', chosenAt: 9 })];
  expect(rank(entries, '  ', { recent: 'Recent' }).map(({ title, items }) => [title, items.map(({ entry: one }) => one.label)])).toEqual([['Recent', ['D', 'B']], ['One', ['A']], ['Two', ['C']]]);
});

test('letters in their order are enough, and are marked', () => {
  const [section] = rank([entry('Newsletters'), entry('Invoices'), entry('News')], 'nws', { recent: '' });
  expect(section?.items.map(({ entry: one }) => one.label).toSorted()).toEqual(['News', 'Newsletters']);
  expect([...section!.items.find(({ entry: one }) => one.label === 'News')!.marks]).toEqual([0, 2, 3]);
});

test('accents, case and the order of words do not matter', () => {
  expect(labels([entry('Reçus été')], 'recus ete')).toEqual(['Reçus été']);
  expect(labels([entry('Projects', { detail: 'Work' })], 'work proj')).toEqual(['Projects']);
});

test('a name comes before a place, of equals the one chosen lately, then the near one', () => {
  expect(labels([entry('Misc', { detail: 'Invoices' }), entry('Invoices')], 'invoices')).toEqual(['Invoices', 'Misc']);
  expect(labels([entry('Invoices', { id: '1', detail: 'far' }), entry('Invoices', { id: '2', detail: 'near', isNear: true })].map((one) => ({ ...one, label: one.label })), 'inv')).toHaveLength(2);
  const two = [entry('Trip a'), entry('Trip b', { isNear: true }), entry('Trip c', { chosenAt: 4 })];
  expect(labels(two, 'trip')).toEqual(['Trip c', 'Trip b', 'Trip a']);
});

test('a name that fits in all words comes before one that fits in one of them', () => {
  expect(labels([entry('Junk', { detail: 'All accounts' }), entry('Not junk')], 'not junk')[0]).toBe('Not junk');
});

test('other words find it, what fits nothing does not', () => {
  expect(labels([entry('Trash', { words: 'bin deleted' })], 'bin')).toEqual(['Trash']);
  expect(labels([entry('Trash')], 'qqq')).toEqual([]);
});

test('one of many is found by typing, and offered before only when it was chosen lately', () => {
  const entries = [entry('Theme', { isAsked: true }), entry('Language', { isAsked: true, chosenAt: 3 }), entry('Trash')];
  expect(labels(entries, '')).toEqual(['Language', 'Trash']);
  expect(labels(entries, 'them')).toEqual(['Theme']);
});

test('thousands are ranked in no time, and not all are answered', () => {
  const many = Array.from({ length: 5000 }, (_, i) => entry(`Folder ${i}`));
  expect(labels(many, 'folder')).toHaveLength(80);
  expect(labels(many, '')).toHaveLength(80);
});
