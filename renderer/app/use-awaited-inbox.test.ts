/** Whose inbox is shown before its folders are known. */
import { expect, test } from 'vitest';
import type { AccountId } from '../../shared/ids.ts';
import { awaited } from './use-awaited-inbox.ts';

const [alice, bob] = ['alice', 'bob'] as [AccountId, AccountId];

test('the first account\'s, where there are no folders at all', () => {
  expect(awaited([{ id: alice }, { id: bob }], [], null)).toBe(alice);
});

test('none, where there are folders to choose from', () => {
  expect(awaited([{ id: alice }, { id: bob }], [{ accountId: bob }], null)).toBeNull();
});

test('that of an account just added, until its folders are there', () => {
  expect(awaited([{ id: alice }, { id: bob }], [{ accountId: alice }], bob)).toBe(bob);
  expect(awaited([{ id: alice }, { id: bob }], [{ accountId: alice }, { accountId: bob }], bob)).toBeNull();
});

test('not that of an account which was removed again, nor of none', () => {
  expect(awaited([{ id: alice }], [{ accountId: alice }], bob)).toBeNull();
  expect(awaited([], [], bob)).toBeNull();
});
