import { expect, test } from 'vitest';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import { folderChoices, newFolderOf } from './folder-choices.ts';

const [ANN, BOB] = [accountId('ann'), accountId('bob')];
const folder = (account: typeof ANN, path: string, parentId: FolderId | null = null, extra: Partial<FolderPlace> = {}): FolderPlace =>
  ({ id: folderId(account, path), accountId: account, name: path.split('/').at(-1)!, parentId, role: 'none', selectable: true, subscribed: true, ...extra }) as FolderPlace;
const projects = folder(ANN, 'Projects');
const year = folder(ANN, 'Projects/2026', projects.id);
const trash = folder(ANN, 'Trash', null, { role: 'trash' });
const folders = [projects, year, trash, folder(ANN, 'Shared', null, { selectable: false }), folder(BOB, 'Projects')];
const accounts = [{ id: ANN, email: 'ann@example.org' }, { id: BOB, email: 'bob@example.org' }];

test('the account at hand first, by their whole path, without those that hold no messages', () => {
  const choices = folderChoices(folders, { accounts, near: BOB, filled: { [year.id]: { filledAt: 7 } } });
  expect(choices.map(({ label, detail, chosenAt, isNear }) => [label, detail, chosenAt, isNear])).toEqual([
    ['Projects', 'bob@example.org', 0, true], ['Projects', 'ann@example.org', 0, false], ['Projects / 2026', 'ann@example.org', 7, false], ['Trash', 'ann@example.org', 0, false],
  ]);
});

test('what of a label only leads to the folder is known, and makes room for its name', () => {
  const choices = folderChoices(folders, { accounts, near: ANN, filled: {} });
  expect(choices.map(({ label, lead }) => [label.slice(0, lead ?? 0), label.slice(lead ?? 0)])).toEqual([['', 'Projects'], ['Projects', ' / 2026'], ['', 'Trash'], ['', 'Projects']]);
});

test('one account needs no name', () => {
  expect(folderChoices(folders, { accounts: accounts.slice(0, 1), near: ANN, filled: {} })[0]?.detail).toBeUndefined();
});

test('what can be made from what was typed', () => {
  expect(newFolderOf(' Trips ', folders, ANN)).toEqual({ accountId: ANN, parent: null, name: 'Trips' });
  expect(newFolderOf('projects / 2027', folders, ANN)).toEqual({ accountId: ANN, parent: projects, name: '2027' });
});

test('not what is there already, nor in a folder that is not there', () => {
  expect(newFolderOf('projects/2026', folders, ANN)).toBeNull();
  expect(newFolderOf('TRASH', folders, ANN)).toBeNull();
  expect(newFolderOf('Nowhere/2027', folders, ANN)).toBeNull();
  expect(newFolderOf(' / ', folders, ANN)).toBeNull();
  expect(newFolderOf('Trips', folders, null)).toBeNull();
});
