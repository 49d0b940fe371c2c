/** How many rows of the tree are drawn next, and which. */
import { expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import type { FolderNode, PaneTree } from './folder-tree.ts';
import { nextPortion } from './tree-portion.ts';

const [ONE, TWO] = [accountId('one'), accountId('two')];
const place = (path: string, account = ONE): FolderPlace => ({ id: folderId(account, path), accountId: account, name: path, parentId: null, role: 'none', selectable: true, subscribed: true });
const node = (path: string, children: FolderNode[] = [], account = ONE): FolderNode => ({ folder: place(path, account), children });
const account = (id: typeof ONE) => ({ id, email: `${id}@example.org`, name: '', demo: false });

const pane: PaneTree = {
  favourites: [place('a')],
  boxes: ['flagged', 'unread'],
  accounts: [
    { account: account(ONE), folders: [node('a', [node('a/b'), node('a/c')]), node('d')], groups: [{ kind: 'shared', folders: [node('s')] }] },
    { account: account(TWO), folders: [node('x', [], TWO)], groups: [] },
  ],
};
const NONE: ReadonlySet<string> = new Set();

test('row after row from above, until all are there', () => {
  const sizes: number[] = [];
  let shown = NONE;
  for (let n = 0; n < 20 && sizes.at(-1) !== 12; n++) {
    const { pane: part, keys } = nextPortion(pane, shown, 2);
    expect([...shown].every((key) => keys.has(key))).toBe(true);
    sizes.push(keys.size);
    shown = keys;
    if (n === 0) expect(part).toEqual({ favourites: pane.favourites, boxes: ['flagged'], accounts: [] });
    if (n === 2) expect(part.accounts).toEqual([{ account: account(ONE), folders: [node('a', [node('a/b')])], groups: [] }]);
  }
  expect(sizes).toEqual([2, 4, 6, 8, 10, 12]);
  expect(nextPortion(pane, shown, 2).pane).toBe(pane);
});

test('what comes above hides nothing of what is shown below', () => {
  const { keys } = nextPortion(pane, NONE, 100);
  const [first, second] = pane.accounts as [PaneTree['accounts'][0], PaneTree['accounts'][0]];
  const more = { ...pane, accounts: [{ ...first, folders: [node('0'), node('1'), ...first.folders] }, second] };
  const part = nextPortion(more, keys, 1);
  expect(part.pane.accounts[0]!.folders.map(({ folder }) => folder.name)).toEqual(['0', 'a', 'd']);
  expect(part.pane.accounts[1]).toBe(second);
  expect(nextPortion(more, part.keys, 1).pane).toBe(more);
});

test('what is gone is gone at once', () => {
  const { keys } = nextPortion(pane, NONE, 100);
  const less = { ...pane, favourites: [], accounts: pane.accounts.slice(1) };
  const part = nextPortion(less, keys, 1);
  expect(part.pane).toBe(less);
  expect([...part.keys]).toEqual(['box flagged', 'box unread', TWO, folderId(TWO, 'x')]);
});
