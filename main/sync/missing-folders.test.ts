import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';
import { missingFolders, renamedFolders } from './missing-folders.ts';

const account = accountId('a');
const write = (path: string): FolderWrite => ({
  id: folderId(account, path), accountId: account, wireName: path, path, name: path, delimiter: '/', role: 'none', selectable: true, subscribed: true, serverTotal: null, serverUnread: null, missing: 0,
});
const record = (path: string, uidValidity: number, uidNext: number, missing = 0): FolderRecord => ({ ...write(path), missing, total: 3, unread: 0, checkpoint: { uidValidity, uidNext, highestModseq: '0', complete: true } });

test('kept for two listings and gone with the third', () => {
  for (const misses of [0, 1]) {
    const { marked, gone } = missingFolders([record('Old', 7, 4, misses)], [], new Map());
    expect(gone).toEqual([]);
    expect(marked).toEqual([{ ...write('Old'), missing: misses + 1 }]);
  }
  expect(missingFolders([record('Old', 7, 4, 2)], [], new Map())).toEqual({ marked: [], gone: [folderId(account, 'Old')], moved: [] });
});

test('a listing without INBOX counts against nobody', () => {
  expect(missingFolders([record('INBOX', 1, 9), record('Old', 7, 4, 2)], [], new Map())).toEqual({ marked: [], gone: [], moved: [] });
});

test('a folder under another name, or below another prefix, is known by its numbers', () => {
  const statuses = new Map([['INBOX.Work', { uidValidity: 7, uidNext: 4, messages: 3 }], ['INBOX.Other', { uidValidity: 8, uidNext: 4, messages: 3 }]]);
  const added = [write('INBOX.Work'), write('INBOX.Other')];
  expect([...renamedFolders([record('Work', 7, 4)], added, statuses)]).toEqual([[folderId(account, 'Work'), folderId(account, 'INBOX.Work')]]);
  expect(missingFolders([record('Work', 7, 4)], added, statuses)).toEqual({ marked: [], gone: [], moved: [{ folderId: folderId(account, 'Work'), to: write('INBOX.Work') }] });
});

test('numbers that two folders share, or that an empty one has, prove nothing', () => {
  const added = [write('New')];
  const statuses = new Map([['New', { uidValidity: 7, uidNext: 4, messages: 3 }]]);
  expect(renamedFolders([record('A', 7, 4), record('B', 7, 4)], added, statuses).size).toBe(0);
  expect(renamedFolders([record('A', 7, 4)], [...added, write('Twin')], new Map([...statuses, ['Twin', { uidValidity: 7, uidNext: 4, messages: 3 }]])).size).toBe(0);
  expect(renamedFolders([record('A', 7, 1)], added, new Map([['New', { uidValidity: 7, uidNext: 1, messages: 3 }]])).size).toBe(0);
});

test('another count is another folder, or the same that has changed: fetched anew', () => {
  const counted = (messages: number) => renamedFolders([{ ...record('A', 7, 4), serverTotal: 5 }], [write('B')], new Map([['B', { uidValidity: 7, uidNext: 4, messages }]])).size;
  // Three are shown, the server has two more that wait to be moved.
  expect([3, 4, 5].map(counted)).toEqual([1, 0, 1]);
});

test('by what the server calls it, whatever else has changed; and not by its numbers where that says otherwise', () => {
  const known = (path: string, mailboxId: string): FolderRecord => ({ ...record(path, 7, 4), mailboxId });
  const status = (mailboxId?: string) => ({ uidValidity: 9, uidNext: 50, messages: 1, ...(mailboxId ? { mailboxId } : {}) });
  const added = [write('B'), write('C')];
  expect([...renamedFolders([known('A', 'F1')], added, new Map([['B', status('F2')], ['C', status('F1')]]))]).toEqual([[folderId(account, 'A'), folderId(account, 'C')]]);
  const sameNumbers = { uidValidity: 7, uidNext: 4, messages: 3 };
  expect(renamedFolders([known('A', 'F1')], [write('B')], new Map([['B', { ...sameNumbers, mailboxId: 'F2' }]])).size).toBe(0);
  expect(renamedFolders([known('A', 'F1')], [write('B')], new Map([['B', sameNumbers]])).size).toBe(1);
});
