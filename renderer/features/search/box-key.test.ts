import { expect, test } from 'vitest';
import { boxKey } from './box-key.ts';

test('down into the list, and back where nothing is typed', () => {
  expect([boxKey('ArrowDown', 'wader', false), boxKey('Escape', '', false), boxKey('Escape', 'wader', false), boxKey('a', '', false)]).toEqual(['list', 'place', null, null]);
});

test('an input method keeps its keys', () => {
  expect([boxKey('ArrowDown', 'にほん', true), boxKey('Escape', '', true)]).toEqual([null, null]);
});
