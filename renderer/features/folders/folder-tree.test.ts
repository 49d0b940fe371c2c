import { describe, expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import type { FolderRow } from '../../../shared/model/folder.ts';
import type { AccountPlace } from '../../engine/accounts.ts';
import { buildTree, folderName, type FolderNode } from './folder-tree.ts';

const ONE = accountId('one');
const TWO = accountId('two');
const account = (id: typeof ONE): AccountPlace => ({ id, email: `${id}@example.org`, name: '', demo: false });
const folder = (id: typeof ONE, path: string, parent: string | null = null, extra: Partial<FolderRow> = {}): FolderRow => ({ id: folderId(id, path), accountId: id, name: path, parentId: parent === null ? null : folderId(id, parent), role: 'none', selectable: true, subscribed: true, unread: 0, total: 0, syncing: false, ...extra });
const names = (nodes: readonly FolderNode[]): unknown[] => nodes.map((node) => (node.children.length ? [node.folder.name, names(node.children)] : node.folder.name));

describe('buildTree', () => {
  test('nests folders under their parents, accounts apart', () => {
    const tree = buildTree([account(ONE), account(TWO)], [folder(ONE, 'a'), folder(ONE, 'b', 'a'), folder(ONE, 'c', 'b'), folder(TWO, 'a')]);
    expect(tree.map(({ folders }) => names(folders))).toEqual([[['a', [['b', ['c']]]]], ['a']]);
  });

  test('a folder whose parent is missing is shown all the same', () => {
    expect(names(buildTree([account(ONE)], [folder(ONE, 'lost', 'gone')])[0]?.folders ?? [])).toEqual(['lost']);
  });

  test('an account without folders yet has a node', () => {
    expect(buildTree([account(ONE)], [])).toHaveLength(1);
  });
});

describe('folderName', () => {
  test('says what the number means', () => {
    expect(folderName(folder(ONE, 'Inbox', null, { role: 'inbox', unread: 12 }))).toBe('Inbox, 12 unread');
    expect(folderName(folder(ONE, 'Drafts', null, { role: 'drafts', total: 1, unread: 5 }))).toBe('Drafts, 1 draft');
    expect(folderName(folder(ONE, 'Sent', null, { role: 'sent', unread: 3 }))).toBe('Sent');
  });
});
