import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import { storageMoved } from './follow-folders.ts';

const id = (path: string) => folderId(accountId('a'), path);
const storage = { ...DEFAULT_STORAGE, folders: { [id('Work')]: 30, [id('INBOX')]: null }, chosenSince: [id('Work'), id('Sent')] };

test('days of a folder are those of its new name', () => {
  expect(storageMoved(storage, new Map([[id('Work'), id('Labour')]]))).toEqual({ ...storage, folders: { [id('Labour')]: 30, [id('INBOX')]: null }, chosenSince: [id('Labour'), id('Sent')] });
});

test('two that exchange their names exchange their days', () => {
  expect(storageMoved(storage, new Map([[id('Work'), id('INBOX')], [id('INBOX'), id('Work')]])).folders).toEqual({ [id('INBOX')]: 30, [id('Work')]: null });
});

test('the same object if none has days of its own', () => {
  expect(storageMoved(storage, new Map([[id('Drafts'), id('Work')]]))).toBe(storage);
});
