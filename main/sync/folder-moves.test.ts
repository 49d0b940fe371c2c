import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { FolderMoves } from './folder-moves.ts';

const id = (path: string) => folderId(accountId('a'), path);
const moved = (...pairs: [string, string][]) => pairs.map(([from, to]) => ({ from: id(from), to: id(to) }));

test('whatever a folder was called, it is found by it', () => {
  const moves = new FolderMoves();
  moves.note(moved(['A', 'B']));
  moves.note(moved(['B', 'C']));
  expect(['A', 'B', 'C', 'D'].map((path) => moves.now(id(path)))).toEqual([id('C'), id('C'), id('C'), id('D')]);
  expect(moves.before()).toEqual(new Map([[id('C'), [id('A'), id('B')]]]));
});

test('back under its first name it has no other', () => {
  const moves = new FolderMoves();
  moves.note(moved(['A', 'B']));
  moves.note(moved(['B', 'A']));
  expect(moves.now(id('A'))).toBe(id('A'));
  expect(moves.now(id('B'))).toBe(id('A'));
});

test('names that go from one folder to the next in one step are not taken for two steps', () => {
  const moves = new FolderMoves();
  moves.note(moved(['A', 'B'], ['B', 'C']));
  expect(moves.now(id('A'))).toBe(id('B'));
  moves.note(moved(['B', 'C'], ['C', 'B']));
  expect([id('A'), id('B'), id('C')].map((one) => moves.now(one))).toEqual([id('C'), id('B'), id('C')]);
});

test('names beyond a number are forgotten, the oldest first', () => {
  const moves = new FolderMoves();
  for (let n = 0; n < 2_100; n++) moves.note(moved([`old ${n}`, `new ${n}`]));
  expect(moves.now(id('old 0'))).toBe(id('old 0'));
  expect(moves.now(id('old 2099'))).toBe(id('new 2099'));
});
