import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Entry } from '../operations/ledger.ts';
import type { Operation } from '../operations/operation.ts';
import { activity } from './activity.ts';

const ONE = accountId('one');
const head = (id: string, at: number) => ({ id: operationId(id), accountId: ONE, folderId: folderId(ONE, 'INBOX'), uidValidity: 1, targets: [{ uid: 7, messageId: '<7@x>' }], createdAt: at, title: id });
const flag = (id: string, at: number, extra: Partial<Operation> = {}): Operation => ({ ...head(id, at), kind: 'set-flags', add: FLAG.flagged, remove: 0, ...extra }) as Operation;
const entry = (operation: Operation, state: Entry['state'], extra: Partial<Entry> = {}): Entry => ({ operation, state, failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [], ...extra }) as Entry;
const shown = (entries: Entry[], inFlight: string[] = []): [string, string, boolean][] => activity(entries, [], (id) => inFlight.includes(id), () => undefined).map(({ id, state, canUndo }) => [id, state, canUndo]);

test('what needs the user first, then what is on its way, then what was done, each the newest first', () => {
  expect(shown([entry(flag('a', 1), 'done'), entry(flag('b', 2), 'parked'), entry(flag('c', 3), 'waiting'), entry(flag('d', 4), 'waiting'), entry(flag('e', 5), 'done'), entry(flag('f', 6), 'parked')], ['d']))
    .toEqual([['f', 'parked', false], ['b', 'parked', false], ['d', 'running', false], ['c', 'waiting', true], ['e', 'done', true], ['a', 'done', true]]);
});

test('what was taken back is not offered again, unless that was refused', () => {
  const reverse = flag('back', 2, { undoes: operationId('a') });
  expect(shown([entry(flag('a', 1), 'done'), entry(reverse, 'done')])).toEqual([['back', 'done', true], ['a', 'done', false]]);
  expect(shown([entry(flag('a', 1), 'done'), entry(reverse, 'parked')])).toEqual([['back', 'parked', false], ['a', 'done', true]]);
});

test('what has no way back is done for good; where the server did not say, it is not offered', () => {
  const deleted = { ...head('gone', 1), kind: 'delete' } as Operation;
  const moved = { ...head('moved', 2), targets: [{ uid: 7, messageId: '' }], kind: 'move', to: folderId(ONE, 'Archive') } as Operation;
  expect(shown([entry(deleted, 'done'), entry(moved, 'done')])).toEqual([['moved', 'done', false], ['gone', 'done', false]]);
  expect(shown([entry(moved, 'done', { copied: { uidValidity: 2, source: [7], destination: [70] } })])).toEqual([['moved', 'done', true]]);
});

test('of what was done the newest fifty are shown, of what waits all', () => {
  const many = Array.from({ length: 80 }, (_, i) => entry(flag(`d${i}`, i), i % 2 ? 'done' : 'waiting'));
  const rows = shown([...many, ...Array.from({ length: 60 }, (_, i) => entry(flag(`e${i}`, 100 + i), 'done'))]);
  expect([rows.filter(([, state]) => state === 'waiting').length, rows.filter(([, state]) => state === 'done').length, rows[40]?.[0]]).toEqual([40, 50, 'e59']);
});
