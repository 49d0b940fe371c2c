import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import type { MailboxStatus } from '../imap/mailbox.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { emptyFolders, isStale } from './folders.ts';

const account = accountId('a');
const checkpoint = { uidValidity: 7, uidNext: 11, highestModseq: '50', complete: true };
const folder = (change: Partial<FolderRecord> = {}): FolderRecord => ({
  id: folderId(account, 'Sent'), accountId: account, wireName: 'Sent', path: 'Sent', name: 'Sent', delimiter: '/', role: 'sent', selectable: true, subscribed: true, checkpoint, total: 10, unread: 2, serverTotal: 10, serverUnread: 2, ...change,
});
const status: MailboxStatus = { messages: 10, unseen: 2, uidNext: 11, uidValidity: 7, highestModseq: '50' };

test('stale is whatever STATUS shows and the checkpoint does not cover', () => {
  expect(isStale(folder(), status)).toBe(false);
  expect(isStale(folder(), undefined)).toBe(true);
  expect(isStale(folder({ checkpoint: { ...checkpoint, complete: false } }), status)).toBe(true);
  for (const change of [{ uidNext: 12 }, { uidValidity: 8 }, { highestModseq: '51' }]) expect(isStale(folder(), { ...status, ...change })).toBe(true);
});

test('without mod-sequences the counts have to do', () => {
  const plain = folder({ checkpoint: { ...checkpoint, highestModseq: '0' } });
  expect(isStale(plain, { ...status, highestModseq: '0' })).toBe(false);
  expect(isStale(plain, { ...status, highestModseq: '0', unseen: 1 })).toBe(true);
});

test('only a folder never synced and empty on the server is done by its STATUS alone', () => {
  const fresh = folder({ checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: false } });
  const nothing = new Map([['Sent', { ...status, messages: 0, unseen: 0 }]]);
  expect(emptyFolders([fresh], nothing)).toEqual([{ folderId: fresh.id, checkpoint: { uidValidity: 7, uidNext: 11, highestModseq: '50', complete: true } }]);
  expect(emptyFolders([folder()], nothing)).toEqual([]);
  expect(emptyFolders([fresh], new Map([['Sent', status]]))).toEqual([]);
  expect(emptyFolders([fresh], new Map())).toEqual([]);
});
