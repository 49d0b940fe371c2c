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
