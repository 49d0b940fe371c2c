import { expect, test } from 'vitest';
import { accountId } from '../../shared/ids.ts';
import { withoutAccount } from './account-choices.ts';

const folders = { 'a1/INBOX': { notify: true }, 'a1/Work/Plans': { favourite: true }, 'shared a1': { collapsed: true }, 'a12/INBOX': { notify: true }, 'other a12': { collapsed: true } };

test('everything of the account goes, nothing of another', () => {
  expect(withoutAccount({ folders, accounts: { a1: { place: 1 }, a12: { place: 2 } } }, accountId('a1'))).toEqual({ folders: { 'a1/INBOX': null, 'a1/Work/Plans': null, 'shared a1': null }, accounts: { a1: null } });
});

test('where nothing was chosen nothing is written', () => {
  expect(withoutAccount({ folders, accounts: {} }, accountId('b'))).toBeNull();
});
