/** What came in is counted, what only looks like it is not. */
import { expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import { arrivals, type Counted } from './arrivals.ts';

const inbox = (unread: number, total: number, syncing = false): Counted => ({ id: folderId(accountId('a'), 'INBOX'), accountId: accountId('a'), unread, total, syncing });

test('unread messages that came in', () => {
  expect(arrivals([inbox(3, 10)], [inbox(5, 12)])).toBe(2);
  expect(arrivals([inbox(3, 10)], [inbox(4, 12)])).toBe(1);
});

test('marked as unread, deleted, a first sync, a new account: nothing came', () => {
  expect(arrivals([inbox(3, 10)], [inbox(4, 10)])).toBe(0);
  expect(arrivals([inbox(3, 10)], [inbox(2, 9)])).toBe(0);
  expect(arrivals([inbox(3, 10, true)], [inbox(50, 100)])).toBe(0);
  expect(arrivals([inbox(0, 0)], [inbox(50, 100)])).toBe(0);
  expect(arrivals([], [inbox(5, 12)])).toBe(0);
});
