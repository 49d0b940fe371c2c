import { expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { deleteWords, emptyWords, movedWords, nameProblem, offersOf, takenAlong, withBelow } from './folder-care.ts';

const ONE = accountId('one');
const id = (path: string) => folderId(ONE, path);
const folder = (path: string, total = 0, role: FolderRole = 'none') => {
  const slash = path.lastIndexOf('/');
  return { id: id(path), accountId: ONE, name: path.slice(slash + 1), parentId: slash < 0 ? null : id(path.slice(0, slash)), role, total };
};
const folders = [folder('INBOX', 5, 'inbox'), folder('a', 1), folder('a/b', 2), folder('a/b/c', 340), folder('Trash', 9, 'trash'), folder('Trash/old', 3), folder('Junk', 0, 'junk')];
const byPath = (path: string) => folders.find((one) => one.id === id(path))!;

test('a folder with all below it', () => {
  expect(withBelow(folders, id('a')).map(({ id: one }) => one)).toEqual([id('a'), id('a/b'), id('a/b/c')]);
  const loop = [{ id: id('x'), parentId: id('y') }, { id: id('y'), parentId: id('x') }];
  expect(withBelow(loop, id('x'))).toHaveLength(2);
});

test('what is offered', () => {
  expect(offersOf(byPath('a'), folders)).toEqual({ isOwn: true, empties: null, deletes: 'to-trash' });
  expect(offersOf(byPath('Trash/old'), folders)).toMatchObject({ deletes: 'for-good' });
  expect(offersOf(byPath('a'), folders.filter(({ role }) => role !== 'trash'))).toMatchObject({ deletes: 'for-good' });
  expect(offersOf(byPath('INBOX'), folders)).toEqual({ isOwn: false, empties: null, deletes: null });
  expect(offersOf(byPath('Trash'), folders)).toMatchObject({ empties: 'trash', deletes: null });
  expect(offersOf(byPath('Junk'), folders)).toMatchObject({ empties: 'junk' });
});

test('what goes along is said', () => {
  expect(takenAlong(folders, id('a'))).toBe('2 folders in it and 343 messages');
  expect(movedWords('a', takenAlong(folders, id('a/b/c')))).toBe('Folder “a” moved to Trash with 340 messages.');
  expect(movedWords('Junk', takenAlong(folders, id('Junk')))).toBe('Folder “Junk” moved to Trash.');
  expect(deleteWords('3 messages')).toMatch(/^It is removed .* with 3 messages\. This cannot be undone\.$/u);
  expect(deleteWords('')).toMatch(/^It is empty\./u);
  expect(emptyWords(1)).toMatch(/^1 message is removed/u);
});

test('names', () => {
  expect([nameProblem('  ', []), nameProblem('Work', ['work']), nameProblem('Work', ['Play'])]).toEqual(['A folder needs a name.', 'There is a folder of that name here already.', null]);
});
