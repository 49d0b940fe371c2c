import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Entry } from './ledger.ts';
import type { Operation } from './operation.ts';
import { reverseBehind } from './take-back.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const head = { id: operationId('1'), accountId: account, folderId: inbox, uidValidity: 1, targets: [{ uid: 7, messageId: '<7@example.org>' }, { uid: 0, messageId: '<8@example.org>' }], createdAt: 1, title: 'Do' };
const entry = (operation: Operation, more: Partial<Entry> = {}): Entry => ({ operation, state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [], ...more });
const move: Operation = { ...head, kind: 'move', to: archive };
const junk: Operation = { ...head, kind: 'junk', junk: true, to: archive };
const place = { folderId: inbox, uidValidity: 1, targets: head.targets };

test('flags and keywords are changed back, of each message what was changed', () => {
  expect(reverseBehind(entry({ ...head, kind: 'set-flags', add: FLAG.flagged, remove: FLAG.seen }))).toMatchObject({ ...place, kind: 'set-flags', add: FLAG.seen, remove: FLAG.flagged });
  expect(reverseBehind(entry({ ...head, kind: 'set-keywords', add: ['a'], remove: ['b'] }))).toMatchObject({ ...place, kind: 'set-keywords', add: ['b'], remove: ['a'] });
});

test('what was moved is moved to where it was, from wherever it is by then', () => {
  expect(reverseBehind(entry(move))).toMatchObject({ ...place, kind: 'move', to: inbox, title: 'Move 2 messages back' });
  expect(reverseBehind(entry(junk))).toMatchObject({ ...place, kind: 'junk', junk: false, to: inbox });
});

test('a move that has copied and marked nothing is given up, and its copies with it; one that may have expunged is not', () => {
  const copying = { copyingFrom: 50, copyingIn: 7 };
  expect(reverseBehind(entry(move, copying))).toBeNull();
  expect(reverseBehind(entry(move, { ...copying, marking: { folderId: inbox, uidValidity: 1, others: [] } }))).toMatchObject({ kind: 'move', to: inbox });
  expect(reverseBehind(entry({ ...move, to: folderId(accountId('b'), 'Archive') }))).toBeNull();
});

test('a junk mark is on the original before anything is copied: that goes too', () => {
  expect(reverseBehind(entry(junk, { copyingFrom: 50, copyingIn: 7 }))).toMatchObject({ kind: 'junk', junk: false });
});
