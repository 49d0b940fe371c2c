import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { paletteChoices, type PaletteInput } from './palette-choices.tsx';

const ONE = accountId('one');
const archive: FolderPlace = { id: folderId(ONE, 'Archive'), accountId: ONE, parentId: null, name: 'Archive', role: 'archive', selectable: true, subscribed: true };
const nothing = (): void => undefined;
const input: PaletteInput = {
  accounts: [{ id: ONE, email: 'ann@example.org', name: 'Ann', demo: false }], folders: [archive], near: ONE, ids: [], isReading: false,
  run: nothing, whyNot: () => null, commands: {}, chosen: {}, searches: {},
  onGoTo: nothing, onSearch: nothing, onSettings: nothing, onStorage: nothing, onAddAccount: nothing, onForgetSearches: nothing,
};

const beside = (more: Partial<PaletteInput> = {}): string[] =>
  paletteChoices({ ...input, ...more }).filter(({ label }) => label === 'Archive').map(({ detail, keys }) => [detail, keys].filter(Boolean).join(' '));

test('what is called the same is told apart: the action by its key, the view by whose it is', () => {
  const all = beside({ accounts: [...input.accounts, { id: accountId('two'), email: 'bo@example.org', name: 'Bo', demo: false }] });
  expect(all).toHaveLength(3);
  expect(new Set(all).size).toBe(3);
});

test('with one account its folder is the only place of the name', () => {
  expect(beside()).toHaveLength(2);
});
