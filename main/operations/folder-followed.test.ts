import { expect, test } from 'vitest';
import { accountId, folderId, operationId, type FolderId } from '../../shared/ids.ts';
import { followFolder } from './folder-followed.ts';
import { readLedger } from './ledger.ts';
import type { Operation, OperationRecord } from './operation.ts';

const a = accountId('a');
const at = (path: string): FolderId => folderId(a, path);
const head = (id: string, path: string) => ({ id: operationId(id), accountId: a, folderId: at(path), uidValidity: 0, targets: [], createdAt: 1, title: id });
const creation = (id: string, near: string, path: string): Operation => ({ ...head(id, near), kind: 'create-folder', path });
const rename = (id: string, from: string, path: string): Operation => ({ ...head(id, from), kind: 'rename-folder', path });
const deletion = (id: string, path: string, ...below: string[]): Operation => ({ ...head(id, path), kind: 'delete-folder', below: below.map(at), onlyEmpty: false });
const move = (id: string, to: string): Operation => ({ ...head(id, 'INBOX'), targets: [{ uid: 1, messageId: '' }], kind: 'move', to: at(to) });
const queued = (...operations: Operation[]): OperationRecord[] => operations.map((operation) => ({ t: 'queued', operation }));
const done = (id: string): OperationRecord => ({ t: 'done', id: operationId(id), copied: null, at: 1 });
const movedByOthers = (from: string, to: string): OperationRecord => ({ t: 'folder-moved', folderId: at(from), to: at(to) });
/** What each names: its folder, where there is one after it, what goes with it. */
const named = (records: OperationRecord[]) => [...readLedger(records).values()].map(({ operation }) => [operation.folderId, 'path' in operation && at(operation.path), 'to' in operation && operation.to, 'below' in operation && operation.below].filter(Boolean).flat().map((id) => String(id).slice(2)));

test('what waits for a folder that another program renames, and for what is to be made in it, goes along', () => {
  const waiting = queued(creation('1', 'P', 'P/New'), creation('2', 'P/New', 'P/New/Deep'), move('3', 'P/New/Deep'), rename('4', 'P/Old', 'P/Older'), deletion('5', 'P', 'P/Old'), creation('6', 'INBOX', 'Px'));
  expect(named([...waiting, movedByOthers('P', 'W')])).toEqual([['W', 'W/New'], ['W/New', 'W/New/Deep'], ['INBOX', 'W/New/Deep'], ['P/Old', 'W/Older'], ['W', 'P/Old'], ['INBOX', 'Px']]);
  expect(named([...waiting, movedByOthers('P', 'W'), movedByOthers('P/Old', 'W/Old')]).slice(3, 5)).toEqual([['W/Old', 'W/Older'], ['W', 'W/Old']]);
});

test('a path chosen before our own rename follows it; one chosen after it means what it says', () => {
  const records = queued(creation('1', 'P', 'P/New'), rename('2', 'P', 'Q'), rename('3', 'X', 'P'), creation('4', 'X', 'P/Late'));
  expect(named([...records, done('2')])).toEqual([['Q', 'Q/New'], ['P', 'Q'], ['X', 'P'], ['X', 'P/Late']]);
});

test('what is done can be taken back under the names of now', () => {
  const records = [...queued(creation('1', 'P', 'P/New'), rename('2', 'P/New', 'P/Newer'), rename('3', 'P', 'W')), done('1'), done('2'), done('3')];
  expect(named(records)).toEqual([['W', 'W/Newer'], ['W/New', 'W/Newer'], ['P', 'W']]);
});

test('what names nothing of it stays the same entry', () => {
  const ledger = readLedger(queued(move('1', 'Archive')));
  const before = [...ledger.values()];
  followFolder(ledger, (id) => (id === at('P') ? at('W') : id));
  expect([...ledger.values()][0]).toBe(before[0]);
});
