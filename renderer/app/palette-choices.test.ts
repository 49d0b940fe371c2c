import { expect, test } from 'vitest';
import { accountId, folderId, messageId, type AccountId } from '../../shared/ids.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { paletteChoices, type PaletteAround, type PaletteInput } from './palette-choices.tsx';

const ONE = accountId('one');
const archive: FolderPlace = { id: folderId(ONE, 'Archive'), accountId: ONE, parentId: null, name: 'Archive', role: 'archive', selectable: true, subscribed: true };
const nothing = (): void => undefined;
const around: PaletteAround = {
  accounts: [{ id: ONE, email: 'ann@example.org', name: 'Ann', demo: false }], folders: [archive], near: ONE, empties: [], searches: {},
  onGoTo: nothing, onSearch: nothing, onEmpty: nothing, onStorage: nothing, onAddAccount: nothing, onForgetSearches: nothing,
};
const input: PaletteInput = { ids: [], isReading: false, offers: {}, run: nothing, whyNot: () => null, commands: {}, chosen: {}, onSettings: nothing, around };
const TWO = { id: accountId('two'), email: 'bo@example.org', name: 'Bo', demo: false };

const beside = (more: Partial<PaletteAround> = {}): string[] =>
  paletteChoices({ ...input, around: { ...around, ...more } }).filter(({ label }) => label === 'Archive').map(({ detail, keys }) => [detail, keys].filter(Boolean).join(' '));

test('what is called the same is told apart: the action by its key, the view by whose it is', () => {
  const all = beside({ accounts: [...around.accounts, TWO] });
  expect(all).toHaveLength(3);
  expect(new Set(all).size).toBe(3);
});

test('with one account its folder is the only place of the name', () => {
  expect(beside()).toHaveLength(2);
});

test('what only some messages offer is done to the one that offers it, and is off with a reason where it is not', () => {
  const done: string[] = [];
  const offered = paletteChoices({ ...input, isReading: true, offers: { unsubscribe: () => done.push('offer') }, commands: { unsubscribe: () => done.push('key'), loadImages: () => done.push('key') } });
  const of = (id: string) => offered.find((one) => one.id === id);
  expect(of('key unsubscribe')?.reason).toBeNull();
  of('key unsubscribe')?.does();
  expect(done).toEqual(['offer']);
  expect(of('key loadImages')?.reason).toBe('No images of this message wait to be loaded.');
  expect(of('key details')).toBeUndefined();
});

test('folders that can be emptied are told apart by their account, that on screen first', () => {
  const trash = (account: AccountId) => ({ folder: { id: folderId(account, 'Trash'), accountId: account, role: 'trash' as const }, reason: null });
  const empties = [trash(TWO.id), trash(ONE)];
  const details = (more: Partial<PaletteAround>) => paletteChoices({ ...input, around: { ...around, empties, ...more } }).filter(({ label }) => label === 'Empty Trash…').map(({ detail }) => detail);
  expect(details({ accounts: [...around.accounts, TWO] })).toEqual(['ann@example.org', 'bo@example.org']);
  expect(details({ empties: [trash(ONE)] })).toEqual([undefined]);
});

test('alone with one message there is nothing of folders and lists', () => {
  const ids = paletteChoices({ ...input, ids: [messageId(folderId(ONE, 'INBOX'), 1, 1)], around: null }).map(({ id }) => id);
  expect(ids).toContain('message archive');
  expect(ids).toContain('settings appearance');
  expect(ids.filter((id) => /^(?:view|account|search|storage|add account|empty|\S+\/)/u.test(id))).toEqual([]);
});
