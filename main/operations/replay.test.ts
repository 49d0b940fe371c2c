import { expect, test, vi } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Lease, Pool } from '../imap/pool.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Operation, OperationRecord } from './operation.ts';
import { OperationQueue } from './queue.ts';
import { createReplayer } from './replay.ts';

const account = accountId('a');
const flag: Operation = { id: operationId('f'), accountId: account, folderId: folderId(account, 'INBOX'), uidValidity: 1, targets: [{ uid: 7, messageId: '<7@example.org>' }], createdAt: 1, title: 'Flag', kind: 'set-flags', add: FLAG.flagged, remove: 0 };
const clock = { now: () => 1, after: () => () => {} };

const inbox = { id: flag.folderId, role: 'inbox', delimiter: null };
const move: Operation = { ...flag, kind: 'move', to: folderId(account, 'Archive') };

const emptyJournal = (): JournalFile<OperationRecord> => ({ records: [], setAside: null, size: 0, append: () => Promise.resolve(), compact: () => Promise.resolve(), close: () => Promise.resolve() });
const mirrorOf = (folders: readonly unknown[]): MirrorClient => ({
  status: { state: 'ready', note: '' },
  onChanges: () => () => {},
  ready: () => Promise.resolve(),
  apply: () => Promise.resolve({ folderList: false, folders: [] }),
  query: () => Promise.resolve(folders),
}) as unknown as MirrorClient;
const replayerOf = (queue: OperationQueue, mirror: MirrorClient, log: () => void, lease: Pool['lease']) =>
  createReplayer({ accountId: account, queue, mirror, clock, log, pool: { lease } as unknown as Pool, onArrived: () => {} } as unknown as Parameters<typeof createReplayer>[0]);

test.each([['no folder', flag, []], ['INBOX alone, unlisted', move, [inbox]], ['INBOX alone, and the operation is elsewhere', { ...flag, folderId: move.to }, [inbox]]])('a mirror that knows %s is a new one: operations wait for the listing', async (_words, operation, folders) => {
  const mirror = mirrorOf(folders);
  const queue = new OperationQueue(emptyJournal(), mirror, clock);
  const lease = { session: {}, release: vi.fn() } as unknown as Lease;
  const log = vi.fn();
  await queue.submit(operation);
  const replayer = replayerOf(queue, mirror, log, () => Promise.resolve(lease));
  replayer.kick();
  await vi.waitFor(() => expect(log).toHaveBeenCalled());
  expect(log).toHaveBeenCalledWith('info', 'operations.waiting', { code: 'mirror-unavailable' });
  expect(queue.entry(operation.id)).toMatchObject({ state: 'waiting', failure: null });
});

test('the line came back while a try at it was still failing: it is tried again', async () => {
  const mirror = mirrorOf([inbox]);
  const queue = new OperationQueue(emptyJournal(), mirror, clock);
  await queue.submit(flag);
  const tries: PromiseWithResolvers<Lease>[] = [];
  const log = vi.fn();
  const replayer = replayerOf(queue, mirror, log, () => {
    const one = Promise.withResolvers<Lease>();
    tries.push(one);
    return one.promise;
  });
  replayer.kick();
  await vi.waitFor(() => expect(tries).toHaveLength(1));
  replayer.kick('line');
  tries[0]!.reject(fail('connection-refused', { text: 'No.', words: { key: 'failures.connection-refused' } }, { step: 'imap-connect' }));
  await vi.waitFor(() => expect(tries).toHaveLength(2));
  // Once: nobody has said anything since.
  tries[1]!.reject(fail('connection-refused', { text: 'No.', words: { key: 'failures.connection-refused' } }, { step: 'imap-connect' }));
  await vi.waitFor(() => expect(log).toHaveBeenCalledTimes(2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(tries).toHaveLength(2);
  replayer.stop();
});
