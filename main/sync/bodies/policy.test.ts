import { expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import { DEFAULT_STORAGE, type StorageSettings } from '../../../shared/model/storage.ts';
import { stillCleared, textPolicy } from './policy.ts';

const NOW = 1_800_000_000_000;
const CLEARED = NOW / 1000 - 100;
const folder = (name: string) => ({ id: folderId(accountId('a'), name), role: 'none' as const, selectable: true });
const [one, two] = [folder('One'), folder('Two')];
const before: StorageSettings = { ...DEFAULT_STORAGE, folders: { [two.id]: 90 }, textsFrom: CLEARED };
const set = (now: StorageSettings, old = before): StorageSettings => ({ ...now, ...stillCleared(old, now) });
const since = (settings: StorageSettings, { id, role, selectable }: typeof one): number => textPolicy({ id, role, selectable }, settings, NOW)!.since;
const { textsFrom: _cleared, ...asBefore } = before;

test('days of one folder bring back the texts of that folder, and leave the others cleared', () => {
  const now = set({ ...asBefore, folders: { ...before.folders, [one.id]: 30 } });
  expect([since(now, one), since(now, two), since(now, folder('Three'))]).toEqual([NOW / 1000 - 30 * 86_400, CLEARED, CLEARED]);
  const again = set({ ...now, folders: before.folders, textsFrom: undefined, chosenSince: undefined } as unknown as StorageSettings, now);
  expect([since(again, one), again.chosenSince]).toEqual([CLEARED, []]);
});

test('what is kept of attachments has nothing to do with texts', () => {
  expect(since(set({ ...asBefore, attachmentOctets: 5 }), one)).toBe(CLEARED);
});

test('what the account keeps, or all set as it was, brings them back', () => {
  expect(since(set({ ...asBefore, textDays: 30 }), one)).toBe(NOW / 1000 - 30 * 86_400);
  expect(set(asBefore).textsFrom).toBeUndefined();
});
