import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { Entry } from './ledger.ts';
import { aftermathOf } from './given-up.ts';
import { kindOf } from './kind-of.ts';
import type { Operation } from './operation.ts';

const [a, b] = [accountId('a'), accountId('b')];
const to = folderId(b, 'All');
const head = { id: operationId('1'), accountId: a, folderId: folderId(a, 'INBOX'), uidValidity: 1, targets: [{ uid: 5, messageId: '<5@example.org>' }, { uid: 6, messageId: '<6@example.org>' }], createdAt: 1, title: 'x', to };
/** 5 was filed as 40; of 6 the server had one already, 7. */
const entryOf = (operation: Operation, change: Partial<Entry>): Entry =>
  ({ operation, state: 'done', failure: null, copyingFrom: 40, copyingIn: 9, copyProven: true, copied: { uidValidity: 9, source: [5, 6], destination: [40, 7] }, doneAt: 1, left: [], ...change });
const copy: Operation = { ...head, kind: 'copy', trash: folderId(b, 'Trash') };
const move: Operation = { ...head, kind: 'move' };

test('of copies that are taken back one stays that lay there before: the server files nothing twice', () => {
  const entry = entryOf(copy, {});
  expect(kindOf(copy).reverse(entry).targets.map(({ uid }) => uid)).toEqual([40]);
  expect(() => kindOf(copy).reverse({ ...entry, copied: { uidValidity: 9, source: [6], destination: [7] } })).toThrow(/had the message there already/u);
});

test('a letter that was not filed because it lay there already stays there', () => {
  const filed: Operation = { ...head, folderId: to, targets: [], kind: 'append', content: '', size: 1, messageId: '<6@example.org>', flags: [], date: null, trash: folderId(b, 'Trash') };
  const entry = entryOf(filed, { copied: { uidValidity: 9, source: [], destination: [40] } });
  expect(kindOf(filed).reverse(entry).targets).toMatchObject([{ uid: 40 }]);
  expect(() => kindOf(filed).reverse({ ...entry, copied: { uidValidity: 9, source: [], destination: [7] } })).toThrow(/had the message there already/u);
});

test('a move that is given up half done removes no copy that lay there before', () => {
  const removed = (entry: Entry) => aftermathOf(entry, 2).flatMap(({ kind, targets }) => (kind === 'remove-copy' ? targets.map(({ uid }) => uid) : []));
  expect(removed(entryOf(move, { state: 'parked' }))).toEqual([40]);
  expect(removed(entryOf(move, { state: 'parked', copied: { uidValidity: 9, source: [6], destination: [7] } }))).toEqual([]);
});
