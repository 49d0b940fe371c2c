import { describe, expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../../shared/ids.ts';
import type { FolderRights } from '../../../shared/model/abilities.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { isReadOnly, messagesOnto, whyNot, whyNotInto } from './folder-rights.ts';

const [ONE, TWO] = [accountId('one'), accountId('two')];
const NONE: FolderRights = { flag: false, markRead: false, insert: false, remove: false, createBelow: false, change: false };
const folder = (path: string, account = ONE, role: FolderRole = 'none') => {
  const slash = path.lastIndexOf('/');
  return { id: folderId(account, path), accountId: account, parentId: slash < 0 ? null : folderId(account, path.slice(0, slash)), role, selectable: true };
};
const [a, b, c, inbox, far] = [folder('a'), folder('a/b'), folder('c'), folder('INBOX', ONE, 'inbox'), folder('far', TWO)];
const all = [a, b, c, inbox, far];

test('what the server says nothing of may be tried', () => {
  expect([whyNot(null, 'remove'), whyNot(undefined, 'insert'), whyNot({ ...NONE, insert: true }, 'insert')]).toEqual([null, null, null]);
  expect(whyNot(NONE, 'remove')).toBe('You may not take messages away from here.');
  expect([isReadOnly(null), isReadOnly(NONE), isReadOnly({ ...NONE, markRead: true }), isReadOnly({ ...NONE, insert: true })]).toEqual([false, true, true, false]);
});

describe('messages dropped', () => {
  const ids = [messageId(c.id, 1, 7)];
  test('go where they may go', () => {
    expect(messagesOnto(ids, a, {}, false)).toEqual({ why: null, copy: false });
    expect(messagesOnto(ids, a, {}, true)).toEqual({ why: null, copy: true });
    expect(messagesOnto(ids, a, { [a.id]: NONE }, false).why).toBe('You may not put messages here.');
    expect(messagesOnto(ids, { ...a, selectable: false }, {}, false).why).toBe('Holds no messages, only folders');
  });
  test('are copied where none may be taken away', () => {
    expect(messagesOnto(ids, a, { [c.id]: NONE }, false)).toEqual({ why: null, copy: true });
  });
});

describe('a folder dropped', () => {
  test.each([
    ['into another one', c, a, {}, null],
    ['at the top', b, null, {}, null],
    ['where it is', b, a, {}, ''],
    ['into itself', a, a, {}, 'Not into itself'],
    ['into what is in it', a, b, {}, 'Not into itself'],
    ['into another account', c, far, {}, 'Folders stay in their account'],
    ['that the account needs', inbox, a, {}, 'The account needs this folder'],
    ['that may not be changed', c, a, { [c.id]: NONE }, 'You may not rename, move or delete this folder.'],
    ['where none may be made', c, a, { [a.id]: NONE }, 'You may not make folders here.'],
  ] as const)('%s', (_, moved, to, rights, why) => {
    expect(whyNotInto(moved, to, all, rights)).toBe(why);
  });
});
