/** An account is taken to another place; the others keep their order. */
import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { inOrder, moved, placesOf } from './account-order.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id: accountId(id) })) as [{ id: ReturnType<typeof accountId> }, { id: ReturnType<typeof accountId> }, { id: ReturnType<typeof accountId> }];

test('moved up, down, and not at all', () => {
  expect(moved([a, b, c], 2, 0)).toEqual([c, a, b]);
  expect(moved([a, b, c], 0, 2)).toEqual([b, c, a]);
  expect(moved([a, b, c], 1, 1)).toEqual([a, b, c]);
});

test('what is written down gives the same order again; a new account comes last', () => {
  const { accounts = {} } = placesOf([c, a]);
  expect(inOrder([a, b, c], accounts as Parameters<typeof inOrder>[1])).toEqual([c, a, b]);
  expect(inOrder([a, b, c], {})).toEqual([a, b, c]);
});
