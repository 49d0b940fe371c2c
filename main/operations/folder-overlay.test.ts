import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { withWaiting } from './folder-overlay.ts';
import type { Operation } from './operation.ts';

const account = accountId('a');
const id = (path: string) => folderId(account, path);
const record = (path: string): FolderRecord => ({
  id: id(path), accountId: account, wireName: path, path, name: path, delimiter: '/', role: 'none', selectable: true, subscribed: true,
  checkpoint: { uidValidity: 1, uidNext: 1, highestModseq: '0', complete: true }, total: 0, unread: 0, flagged: 0, serverTotal: null, serverUnread: null,
});
const records = (...paths: string[]) => paths.map(record);
let made = 0;
const rename = (from: string, to: string): Operation => ({ id: operationId(String(made++)), accountId: account, folderId: id(from), uidValidity: 0, targets: [], createdAt: 1, title: '', kind: 'rename-folder', path: to });
const paths = (shown: readonly FolderRecord[]) => shown.map(({ path }) => path);

test('what waits is seen as done, one after the other', () => {
  expect(paths(withWaiting(records('Travel', 'Travel/2026'), [rename('Travel', 'Journeys'), rename('Travel/2026', '2026')]))).toEqual(['Journeys', '2026']);
});

test('between the mirror and the journal a folder does not go back and forth', () => {
  const waiting = [rename('Travel/2026', 'Archive/2026'), rename('Travel/2026', '2026')];
  expect(paths(withWaiting(records('Archive', 'Travel', 'Travel/2026'), waiting))).toEqual(['Archive', 'Travel', '2026']);
  // The first is in the mirror.
  expect(paths(withWaiting(records('Archive', 'Archive/2026', 'Travel'), waiting))).toEqual(['Archive', '2026', 'Travel']);
});

test('nor do folders below it, nor after three', () => {
  const waiting = [rename('A', 'B'), rename('A', 'C'), rename('A/x', 'C/y'), rename('A', 'D')];
  expect(paths(withWaiting(records('A', 'A/x'), waiting))).toEqual(['D', 'D/y']);
  expect(paths(withWaiting(records('B', 'B/x'), waiting))).toEqual(['D', 'D/y']);
});

test('nothing about folders: the same object', () => {
  const known = records('A');
  expect(withWaiting(known, [{ ...rename('A', ''), kind: 'set-flags', add: 1, remove: 0 } as Operation])).toBe(known);
});
