import { expect, test } from 'vitest';
import { queued, shownOf } from './toast-queue.ts';

interface One { readonly id: number; readonly text: string; readonly action?: object; readonly tone?: 'plain' | 'error' }
const plain = (id: number): One => ({ id, text: `${id}` });
const error = (id: number): One => ({ id, text: `${id}`, tone: 'error' });
const all = (toasts: readonly One[]): readonly One[] => toasts.reduce<readonly One[]>((list, toast) => queued(list, toast), []);
const ids = (list: readonly One[]): number[] => list.map(({ id }) => id);

test('of news the newest three', () => {
  expect(ids(all([1, 2, 3, 4, 5].map(plain)))).toEqual([3, 4, 5]);
});

test('an error is not pushed out by news, nor news by errors', () => {
  const list = all([error(1), plain(2), plain(3), plain(4), plain(5)]);
  expect(ids(shownOf(list))).toEqual([1, 4, 5]);
  expect(ids(shownOf(all([error(1), error(2), error(3), error(4), plain(5)])))).toEqual([1, 2, 5]);
});

test('the same said again is said once, unless each can be taken back', () => {
  expect(ids(all([{ id: 1, text: 'No.' }, plain(2), { id: 3, text: 'No.' }]))).toEqual([2, 3]);
  expect(ids(all([{ id: 1, text: 'Archived.', action: {} }, { id: 2, text: 'Archived.', action: {} }]))).toEqual([1, 2]);
});

test('errors that had no room come up when there is', () => {
  const list = all([1, 2, 3, 4].map(error));
  expect(ids(shownOf(list))).toEqual([1, 2, 3]);
  expect(ids(shownOf(list.filter(({ id }) => id !== 1)))).toEqual([2, 3, 4]);
});
