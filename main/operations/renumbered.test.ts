import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { Entry } from './ledger.ts';
import type { Operation } from './operation.ts';
import { renumber, type Renumbered } from './renumbered.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const head = { id: operationId('1'), accountId: account, folderId: inbox, uidValidity: 1, targets: [5, 6].map((uid) => ({ uid, messageId: `<${uid}@example.org>` })), createdAt: 1, title: '' };
const copied = { uidValidity: 1, source: [5, 6], destination: [50, 60] };
const entry = (operation: Operation, more: Partial<Entry> = {}): Entry => ({ operation, state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [], ...more });
/** Only every second message is known again. */
const of = (folder: typeof inbox): Renumbered => ({ folderId: folder, from: 1, to: 2, uidOf: (uid) => (uid % 10 === 5 || uid === 50 ? uid + 1000 : undefined) });

test('what was not known again is to be looked for by its name, never taken under its old UID', () => {
  const { operation } = renumber(entry({ ...head, kind: 'move', to: archive }), of(inbox));
  expect([operation.uidValidity, operation.targets.map(({ uid }) => uid)]).toEqual([2, [1005, 0]]);
});

test('where "all up to" a UID was meant, it stays under the old numbers and is refused', () => {
  expect(renumber(entry({ ...head, targets: [], kind: 'empty', upTo: 9 }), of(inbox)).operation.uidValidity).toBe(1);
});

test('a moved message that was not known again can be found by its name; a copy cannot, that might be the original', () => {
  const done = { state: 'done' as const, doneAt: 1, copied };
  expect(renumber(entry({ ...head, kind: 'move', to: archive }, done), of(archive)).copied).toEqual({ uidValidity: 2, source: [5, 6], destination: [1050, 0] });
  expect(renumber(entry({ ...head, kind: 'copy', to: archive, trash: null }, done), of(archive)).copied).toEqual({ uidValidity: 2, source: [5], destination: [1050] });
});
