import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Entry } from './ledger.ts';
import type { Operation } from './operation.ts';
import { nextToUndo } from './undoable.ts';

const ONE = accountId('one');
const head = (id: string, at: number) => ({ id: operationId(id), accountId: ONE, folderId: folderId(ONE, 'INBOX'), uidValidity: 1, targets: [{ uid: 7, messageId: '<7@x>' }], createdAt: at, title: id });
const flag = (id: string, at: number, extra: Partial<Operation> = {}): Operation => ({ ...head(id, at), kind: 'set-flags', add: FLAG.flagged, remove: 0, ...extra }) as Operation;
const entry = (operation: Operation, state: Entry['state'] = 'done'): Entry => ({ operation, state, failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [] }) as Entry;
const next = (...entries: Entry[]): string | null => nextToUndo(entries)?.operation.id ?? null;

test('the newest, of one moment the last, whether it has gone or not', () => {
  expect(next(entry(flag('a', 3)), entry(flag('b', 5), 'waiting'), entry(flag('c', 1)))).toBe('b');
  expect(next(entry(flag('a', 5)), entry(flag('b', 5)))).toBe('b');
  expect(next()).toBeNull();
});

test('one further back each time: neither what was taken back nor what took it back', () => {
  expect(next(entry(flag('a', 1)), entry(flag('b', 2)), entry(flag('back', 3, { undoes: operationId('b') })))).toBe('a');
  expect(next(entry(flag('a', 1)), entry(flag('back', 3, { undoes: operationId('a') }), 'waiting'))).toBeNull();
});

test('a way back that was refused can be tried again', () => {
  expect(next(entry(flag('a', 1)), entry(flag('back', 3, { undoes: operationId('a') }), 'parked'))).toBe('a');
});

test('what came about by itself, what waits for the user and what has no way back are passed over', () => {
  const deleted = { ...head('gone', 4), kind: 'delete' } as Operation;
  expect(next(entry(flag('a', 1)), entry(flag('read', 2, { unasked: true })), entry(flag('refused', 3), 'parked'), entry(deleted))).toBe('a');
});
