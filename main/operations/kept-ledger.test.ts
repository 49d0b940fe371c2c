import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { KeptLedger } from './kept-ledger.ts';
import type { OperationRecord } from './operation.ts';

const account = accountId('a');
const head = (id: string) => ({ id: operationId(id), accountId: account, folderId: folderId(account, 'INBOX'), uidValidity: 1, targets: [{ uid: 7, messageId: '<7@example.org>' }], createdAt: 1, title: id });
const queued = (id: string): OperationRecord => ({ t: 'queued', operation: { ...head(id), kind: 'set-flags', add: FLAG.flagged, remove: 0 } });
/** Has left something on the server, so that the mirror is asked before the journal is cut. */
const marked: OperationRecord[] = [{ t: 'queued', operation: { ...head('old'), kind: 'delete' } }, { t: 'done', id: operationId('old'), copied: null, at: 1, left: [7] }];

test('a record that is on its way to the disk is not cut away with the rest', async () => {
  const [disk, mirrorAnswers] = [Promise.withResolvers<void>(), Promise.withResolvers<[]>()];
  const cut: string[][] = [];
  const journal: JournalFile<OperationRecord> = {
    records: marked, setAside: null, size: 3 * 1024 * 1024, append: () => disk.promise, close: () => Promise.resolve(),
    compact: (records) => Promise.resolve(void cut.push(records.map((record) => (record.t === 'queued' ? record.operation.id : record.t)))),
  };
  const kept = new KeptLedger(journal, { status: { state: 'ready' }, query: () => mirrorAnswers.promise } as unknown as MirrorClient, { now: () => 2, after: () => () => {} });
  const compacting = kept.compactIfLong();
  const appending = kept.append(queued('new'));
  mirrorAnswers.resolve([]);
  await compacting;
  await kept.compactIfLong();
  expect(cut).toEqual([]);
  disk.resolve();
  await appending;
  await kept.compactIfLong();
  expect(cut).toEqual([['old', 'done', 'new']]);
});

/** Ids that a journal holds once it has been cut, by a clock that tells `now`. */
async function cutAt(now: number, records: readonly OperationRecord[]): Promise<string[]> {
  const cut: string[] = [];
  const journal: JournalFile<OperationRecord> = {
    records, setAside: null, size: 3 * 1024 * 1024, append: () => Promise.resolve(), close: () => Promise.resolve(),
    compact: (kept) => Promise.resolve(void cut.push(...kept.flatMap((record) => (record.t === 'queued' ? [record.operation.id] : [])))),
  };
  const kept = new KeptLedger(journal, { status: { state: 'starting' } } as unknown as MirrorClient, { now: () => now, after: () => () => {} });
  await kept.compactIfLong();
  expect([...kept.values()].map(({ operation }) => operation.id)).toEqual(cut);
  return cut;
}
const [NOW, DAY] = [1_800_000_000_000, 86_400_000];
const doneAt = (at: number, ids: readonly string[]): OperationRecord[] => ids.flatMap((id): OperationRecord[] => [queued(id), { t: 'done', id: operationId(id), copied: null, at }]);
const many = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name}${n}`);

test('a clock that is years ahead when the journal is cut, or was when something was done: the last ones can be taken back all the same', async () => {
  expect(await cutAt(NOW + 3_650 * DAY, doneAt(NOW, ['1', '2']))).toEqual(['1', '2']);
  expect(await cutAt(NOW, doneAt(NOW + 3_650 * DAY, ['1', '2']))).toEqual(['1', '2']);
});

test('done long ago, or in a year that is yet to come, with many after it: cut away; what is left on the server stays', async () => {
  const after = many('new', 200);
  expect(await cutAt(NOW, [...doneAt(NOW - 4 * DAY, ['old']), ...doneAt(NOW, after)])).toEqual(after);
  expect(await cutAt(NOW, [...doneAt(NOW + 3_650 * DAY, ['old']), ...doneAt(NOW, after)])).toEqual(after);
  expect(await cutAt(NOW, [...doneAt(NOW - DAY, ['old']), ...doneAt(NOW, after)])).toEqual(['old', ...after]);
  expect(await cutAt(NOW, [...marked, ...doneAt(NOW, after)])).toEqual(['old', ...after]);
});

test('the last ones are kept for long where they are small: not one of thousands of messages', async () => {
  const large: OperationRecord = { t: 'queued', operation: { ...head('large'), targets: Array.from({ length: 20_000 }, (_, uid) => ({ uid: uid + 1, messageId: `<${uid}@example.org>` })), kind: 'set-flags', add: FLAG.flagged, remove: 0 } };
  const records = [...doneAt(NOW - 4 * DAY, ['1']), large, { t: 'done' as const, id: operationId('large'), copied: null, at: NOW - 4 * DAY }, ...doneAt(NOW - 4 * DAY, ['2'])];
  expect(await cutAt(NOW, records)).toEqual(['1', '2']);
});

/** Done in this order, each with where its message was and came to. */
const ledgerOf = (...moves: [id: string, from: string, uid: number, to: string, now: number][]): KeptLedger => {
  const records = moves.flatMap(([id, from, uid, to, now], n): OperationRecord[] => [
    { t: 'queued', operation: { ...head(id), folderId: folderId(account, from), targets: [{ uid, messageId: '<7@example.org>' }], kind: 'move', to: folderId(account, to) } },
    { t: 'done', id: operationId(id), copied: { uidValidity: 1, source: [uid], destination: [now] }, at: n + 1 },
  ]);
  const journal: JournalFile<OperationRecord> = { records, setAside: null, size: 0, append: () => Promise.resolve(), close: () => Promise.resolve(), compact: () => Promise.resolve() };
  return new KeptLedger(journal, {} as unknown as MirrorClient, { now: () => 2, after: () => () => {} });
};
const where = (ledger: KeptLedger, path: string, uid: number): [string, number] | undefined => {
  const now = ledger.whereNow(folderId(account, path), 1, uid);
  return now && [now.folderId, now.uid];
};

test('a message that was to be moved to where it is by then is there', () => {
  expect(where(ledgerOf(['1', 'INBOX', 7, 'INBOX', 7]), 'INBOX', 7)).toEqual(['a/INBOX', 7]);
});

test('a server that was put back to an older state and gives a UID for the second time: the way of a message ends all the same', () => {
  const ledger = ledgerOf(['1', 'INBOX', 7, 'Archive', 9], ['2', 'Archive', 9, 'INBOX', 7]);
  expect(where(ledger, 'INBOX', 7)).toEqual(['a/INBOX', 7]);
  expect(where(ledger, 'Archive', 9)).toEqual(['a/INBOX', 7]);
});
