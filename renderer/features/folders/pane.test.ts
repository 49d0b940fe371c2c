import { describe, expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import { readSettings } from '../../../shared/model/settings.ts';
import { DEFAULT_STORAGE, withChange } from '../../../shared/model/storage.ts';
import type { AccountPlace } from '../../engine/accounts.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import { boxWords, buildPane } from './folder-tree.ts';
import { keepChoices, keepDays, keepValue } from './keep-choices.ts';
import { boxKey, favouriteKey, keyOfView, viewOfKey } from './pane-keys.ts';
import { roomOf } from './quota-words.ts';
import { foldChange, unfoldedThen } from './use-unfolded.ts';

const [ONE, TWO] = [accountId('one'), accountId('two')];
const account = (id: typeof ONE): AccountPlace => ({ id, email: `${id}@example.org`, name: '', demo: false });
const folder = (path: string, extra: Partial<FolderPlace> = {}): FolderPlace => {
  const slash = path.lastIndexOf('/');
  return { id: folderId(ONE, path), accountId: ONE, name: path.slice(slash + 1), parentId: slash < 0 ? null : folderId(ONE, path.slice(0, slash)), role: 'none', selectable: true, subscribed: true, ...extra };
};
const pane = (folders: FolderPlace[], stored: Record<string, unknown> = {}, foreign = {}, accounts = [account(ONE)]) => buildPane({ accounts, folders, foreign, choices: readSettings(stored) });

describe('the pane', () => {
  test('with one account has few views, with two all, accounts in the order chosen', () => {
    expect(pane([]).boxes).toEqual(['flagged', 'unread']);
    const two = pane([], { accounts: { two: { place: 1 } } }, {}, [account(ONE), account(TWO)]);
    expect(two.boxes).toContain('inbox');
    expect(two.accounts.map((node) => node.account.id)).toEqual([TWO, ONE]);
    expect(pane([], {}, {}, []).boxes).toEqual([]);
  });

  test('shows favourites, and hides what is not subscribed with what only lies in it', () => {
    const folders = [folder('INBOX', { role: 'inbox', subscribed: false }), folder('a', { subscribed: false }), folder('a/b'), folder('c', { subscribed: false }), folder('c/d', { subscribed: false })];
    const { favourites, accounts } = pane(folders, { folders: { [folderId(ONE, 'c')]: { favourite: true } }, folderPane: { onlySubscribed: true } });
    expect(favourites.map(({ name }) => name)).toEqual(['c']);
    expect(accounts[0]!.folders.map(({ folder: { name }, children }) => [name, children.length])).toEqual([['INBOX', 0], ['a', 1]]);
  });

  test('sets the folders of others apart, under the names of those whose they are', () => {
    const folders = [folder('INBOX', { role: 'inbox' }), folder('shared', { selectable: false }), folder('shared/bob', { selectable: false }), folder('shared/bob/Plans'), folder('Public')];
    const [node] = pane(folders, {}, { [folderId(ONE, 'shared')]: 'other', [folderId(ONE, 'shared/bob')]: 'other', [folderId(ONE, 'Public')]: 'shared' }).accounts;
    expect(node!.folders.map((one) => one.folder.name)).toEqual(['INBOX']);
    expect(node!.groups.map(({ kind, folders: inside }) => [kind, inside.map((one) => one.folder.name)])).toEqual([['other', ['bob']], ['shared', ['Public']]]);
  });
});

test('what the rows are called leads back to what they show', () => {
  const isFolder = (id: string): boolean => id === 'one/a';
  const view = { kind: 'folder', folderId: folderId(ONE, 'a') } as const;
  expect(viewOfKey(keyOfView(view), isFolder)).toEqual(view);
  expect(viewOfKey(favouriteKey(view.folderId), isFolder)).toEqual(view);
  expect(viewOfKey(boxKey('trash'), isFolder)).toEqual({ kind: 'unified', box: 'trash' });
  expect(['views', 'one', 'other one', 'favourite gone', 'all accounts nothing'].map((key) => viewOfKey(key, isFolder))).toEqual([null, null, null, null, null]);
});

test('what is folded is kept where it belongs', () => {
  expect(foldChange([['views', true], ['favourites', false], ['one', true], ['one/a', false], ['other one', true]], new Set(['one']))).toEqual({
    folderPane: { views: false, favourites: true }, accounts: { one: { collapsed: true } }, folders: { 'one/a': { collapsed: false }, 'other one': { collapsed: true } },
  });
});

test('views in words', () => {
  expect([boxWords('inbox', { unread: 3, total: 9 }), boxWords('drafts', { unread: 0, total: 1 }), boxWords('flagged', { unread: 0, total: 2 }), boxWords('sent', { unread: 4, total: 4 })])
    .toEqual(['All inboxes, 3 unread', 'Drafts of all accounts, 1 draft', 'Flagged of all accounts, 2 messages', 'Sent of all accounts']);
});

test('room that is left', () => {
  expect(roomOf([])).toBeNull();
  expect(roomOf([{ resource: 'storage', used: 1_000_000, limit: 4_000_000 }, { resource: 'messages', used: 950, limit: 1000 }])).toMatchObject({ isLow: true, words: '950 of 1,000 messages used (95 %)', short: '95 % full' });
  expect(roomOf([{ resource: 'storage', used: 9, limit: 10 }])).toMatchObject({ isLow: false });
});

test('how long texts are kept', () => {
  const id = folderId(ONE, 'a');
  expect([keepValue(null, id), keepDays('account'), keepDays('all'), keepDays('30')]).toEqual(['account', 'account', null, 30]);
  const kept = withChange({ ...DEFAULT_STORAGE, textsFrom: 5 }, { folders: { [id]: 7 } });
  expect(kept).toEqual({ ...DEFAULT_STORAGE, folders: { [id]: 7 } });
  expect(keepValue(kept, id)).toBe('7');
  expect(keepChoices(kept, id).map(({ label }) => label)).toContain('The last 7 days');
  expect(withChange(kept, { folders: { [id]: 'account' } })).toEqual(DEFAULT_STORAGE);
  expect(withChange(kept, { textDays: null })).toEqual({ ...kept, textDays: null });
  expect(keepChoices(DEFAULT_STORAGE, id)[0]!.label).toBe('As the account: The last year');
});

test('what is turned in a tree that is drawn late turns nothing back that was turned before', () => {
  const drawn = new Set(['one', 'two', 'three']);
  expect([...unfoldedThen(new Set(['two', 'three']), new Set(['one', 'three']), drawn)]).toEqual(['three']);
  expect([...unfoldedThen(new Set(['one', 'four']), new Set([...drawn, 'five']), drawn)].sort()).toEqual(['five', 'four', 'one']);
});
