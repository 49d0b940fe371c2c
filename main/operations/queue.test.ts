import { describe, expect, test } from 'vitest';
import { fail, failure } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Batch, Mark } from '../mirror/protocol/batch.ts';
import { mask } from './mask.ts';
import type { Operation, OperationRecord } from './operation.ts';
import { OperationQueue } from './queue.ts';
import { compactRecords, readLedger } from './ledger.ts';

const account = accountId('a');
const inbox = folderId(account, 'INBOX');
const head = (id: string) => ({ id: operationId(id), accountId: account, folderId: inbox, uidValidity: 1, targets: [{ uid: 7, messageId: '<7@example.org>' }], createdAt: 1, title: id });
const flags = (id: string, add: number, remove: number): Operation => ({ ...head(id), kind: 'set-flags', add, remove });

function setUp() {
  let bits = 0;
  const told: string[] = [];
  const disk: { held: Promise<void> } = { held: Promise.resolve() };
  const written: OperationRecord[] = [];
  const journal: JournalFile<OperationRecord> = { records: [], setAside: null, size: 0, append: (record) => disk.held.then(() => void written.push(record)), compact: () => Promise.resolve(), close: () => Promise.resolve() };
  const mirror = {
    status: { state: 'ready', note: '' },
    onChanges: () => () => {},
    apply: (batch: { marks?: Mark[] }) => {
      told.push('mirror');
      for (const { add, remove } of batch.marks ?? []) bits = (bits | add) & ~remove;
      return Promise.resolve({ folderList: false, folders: [] });
    },
  } as unknown as MirrorClient;
  return { queue: new OperationQueue(journal, mirror, { now: () => 1, after: () => () => {} }), disk, told, written, bits: () => bits };
}

const later = () => new Promise((resolve) => { setImmediate(resolve); });

describe('the journal comes first', () => {
  test('nothing is shown of what it has not taken yet, and nothing of what it refuses', async () => {
    const { queue, disk, bits } = setUp();
    const { promise, reject } = Promise.withResolvers<void>();
    disk.held = promise;
    const submitted = queue.submit(flags('1', FLAG.flagged, 0)).catch((error: unknown) => error);
    await later();
    expect([bits(), queue.entries()]).toEqual([0, []]);
    reject(fail('storage', 'The disk is full.'));
    expect(await submitted).toMatchObject({ failure: { code: 'storage' } });
    expect([bits(), queue.entries()]).toEqual([0, []]);
  });

  test('what puts things right behind a move that is given up is in it before the move is forgotten', async () => {
    const { queue, written } = setUp();
    await queue.submit({ ...head('1'), kind: 'move', to: folderId(account, 'Archive') });
    await queue.record({ t: 'copying', id: operationId('1'), uidNext: 50, uidValidity: 2 });
    await queue.park(queue.entry(operationId('1'))!, failure('server-no', 'No.'));
    await queue.drop(operationId('1'));
    expect(written.map((record) => [record.t, record.t === 'queued' ? record.operation.kind : ''])).toEqual([['queued', 'move'], ['copying', ''], ['parked', ''], ['queued', 'remove-copy'], ['dropped', '']]);
  });
});

test('parked, what it showed is backed out', async () => {
  const { queue, bits } = setUp();
  await queue.submit(flags('1', FLAG.flagged, 0));
  expect(bits()).toBe(FLAG.flagged);
  await queue.park(queue.entry(operationId('1'))!, failure('server-no', 'No.'));
  expect(bits()).toBe(0);
});

test('what has been on the wire once may be at the server', async () => {
  const { queue } = setUp();
  await queue.submit(flags('1', FLAG.flagged, 0));
  expect([queue.isUnsent(operationId('1')), [...queue.send(queue.waiting(account))]]).toEqual([true, ['1']]);
  expect([queue.isUnsent(operationId('1')), [...queue.send(queue.waiting(account))]]).toEqual([false, []]);
});

test('taken back while it is on the wire: not before it is known what became of it', async () => {
  const { queue } = setUp();
  await queue.submit(flags('1', FLAG.flagged, 0));
  const end = queue.begin(queue.waiting(account));
  const dropped = queue.drop(operationId('1')).catch((error: unknown) => error);
  await later();
  expect(queue.entry(operationId('1'))?.state).toBe('waiting');
  await queue.done({ id: operationId('1'), copied: null });
  end();
  expect(await dropped).toMatchObject({ failure: { code: 'not-found' } });
  expect(queue.entry(operationId('1'))?.state).toBe('done');
});

describe('several operations on one message', () => {
  test('parking the oldest leaves what the newer ones make of it', async () => {
    const { queue, bits } = setUp();
    await queue.submit(flags('1', FLAG.flagged, 0));
    await queue.submit(flags('2', 0, FLAG.flagged));
    await queue.submit(flags('3', FLAG.flagged, 0));
    await queue.park(queue.entry(operationId('1'))!, failure('server-no', 'No.'));
    expect(bits()).toBe(FLAG.flagged);
  });

  test('one that is being taken back does not go to the server while the journal takes note', async () => {
    const { queue, disk } = setUp();
    await queue.submit(flags('1', FLAG.flagged, 0));
    const { promise, resolve } = Promise.withResolvers<void>();
    disk.held = promise;
    const dropped = queue.drop(operationId('1'));
    await new Promise((later) => setImmediate(later));
    expect(queue.waiting(account)).toEqual([]);
    resolve();
    await dropped;
    expect(queue.entry(operationId('1'))).toBeUndefined();
  });
});

test('windows are told of a change before the mirror is, and both before anybody else', async () => {
  const { queue, told } = setUp();
  queue.changed.on(() => told.push('others'));
  queue.marked.on(() => told.push('windows'));
  await queue.submit(flags('1', FLAG.flagged, 0));
  expect(told).toEqual(['windows', 'mirror', 'others']);
});

test('taken back behind its mark and before its EXPUNGE, the mark is taken back too, but not those of others', async () => {
  const { queue } = setUp();
  await queue.submit({ ...head('1'), kind: 'delete', targets: [7, 8].map((uid) => ({ uid, messageId: '' })) });
  await queue.record({ t: 'marking', id: operationId('1'), uidValidity: 1, others: [8] });
  await queue.drop(operationId('1'));
  expect(queue.waiting(account).map(({ operation }) => operation)).toMatchObject([{ kind: 'set-flags', folderId: inbox, uidValidity: 1, targets: [{ uid: 7 }], add: 0, remove: FLAG.deleted }]);
});

describe('emptying a folder, taken back', () => {
  const emptying = (id: string): Operation => ({ ...head(id), targets: [], kind: 'empty', upTo: 9 });

  test('behind its mark and before its EXPUNGE, also a crash later: its marks are taken back, but not those of others', async () => {
    const { queue } = setUp();
    await queue.submit(emptying('1'));
    await queue.record({ t: 'marking', id: operationId('1'), uidValidity: 1, others: [4], uids: [[3, 5], [9, 9]] });
    const later = readLedger(compactRecords(new Map(queue.entries().map((entry) => [entry.operation.id, entry]))));
    expect(later.get(operationId('1'))).toEqual(queue.entry(operationId('1')));
    await queue.drop(operationId('1'));
    expect(queue.waiting(account).map(({ operation }) => operation)).toMatchObject([{ kind: 'set-flags', targets: [{ uid: 3 }, { uid: 5 }, { uid: 9 }], add: 0, remove: FLAG.deleted }]);
  });

  test('what another one hides stays hidden', async () => {
    const { queue, bits } = setUp();
    await queue.submit({ ...head('1'), kind: 'move', to: folderId(account, 'Archive') });
    await queue.submit(emptying('2'));
    await queue.drop(operationId('2'));
    expect(bits()).toBe(FLAG.hidden);
    await queue.drop(operationId('1'));
    expect(bits()).toBe(0);
  });
});

test('what was left alone is seen as it is, under what else is meant for it', async () => {
  const { queue, bits } = setUp();
  const move = (id: string): Operation => ({ ...head(id), kind: 'move', to: folderId(account, 'Archive') });
  await queue.submit(move('1'));
  await queue.submit(flags('2', FLAG.flagged, 0));
  await queue.done({ id: operationId('1'), copied: { uidValidity: 2, source: [8], destination: [1] } });
  await queue.reveal(operationId('1'), [7]);
  expect(bits()).toBe(FLAG.flagged);
});

describe('done and not shown, for the mirror died in between', () => {
  const junk = folderId(account, 'Junk');
  const operation: Operation = { ...head('1'), folderId: junk, kind: 'junk', junk: false, to: inbox };
  const done: OperationRecord = { t: 'done', id: operation.id, copied: { uidValidity: 1, source: [7], destination: [3] }, at: 1, left: [7] };
  const journalOf = (records: OperationRecord[]): JournalFile<OperationRecord> => ({ records, setAside: null, size: 0, append: () => Promise.resolve(), compact: () => Promise.resolve(), close: () => Promise.resolve() });

  function dying(highestModseq: string) {
    const state = { alive: true };
    const batches: Batch[] = [];
    const mirror = {
      get status() { return { state: state.alive ? 'ready' : 'unavailable', note: '' }; },
      onChanges: () => () => {},
      query: () => Promise.resolve([junk, inbox].map((id) => ({ id, checkpoint: { uidValidity: 1, uidNext: 9, highestModseq, complete: true } }))),
      apply: (batch: Batch) => {
        if (!state.alive) return Promise.reject(fail('mirror-unavailable', 'Away.'));
        batches.push(batch);
        return Promise.resolve({ folderList: false, folders: [] });
      },
    } as unknown as MirrorClient;
    const asked = () => batches.flatMap(({ checkpoints = [] }) => checkpoints).filter(({ checkpoint }) => !checkpoint.complete).map((one) => one.folderId);
    return { state, mirror, batches, asked };
  }

  const clock = { now: () => 1, after: () => () => {} };

  test('what a server could only mark is noted with its mark, and with what else it was told', async () => {
    const { mirror, batches } = dying('0');
    const queue = new OperationQueue(journalOf([]), mirror, clock);
    await queue.submit(operation);
    await queue.done({ id: operation.id, copied: null, left: [7] }, mask(FLAG.notJunk, FLAG.junk));
    expect(batches.at(-1)?.marks).toEqual([{ folderId: junk, uidValidity: 1, uids: [7], add: FLAG.deleted | FLAG.notJunk, remove: FLAG.junk }]);
  });

  test('the folder is asked for its flags when the mirror is back, and once only', async () => {
    const { state, mirror, asked } = dying('0');
    const queue = new OperationQueue(journalOf([]), mirror, clock);
    await queue.submit(operation);
    state.alive = false;
    await queue.done({ id: operation.id, copied: null, left: [7] });
    state.alive = true;
    await queue.showWaiting(account);
    expect(asked()).toEqual([junk]);
    await queue.showWaiting(account);
    expect(asked()).toEqual([junk]);
  });

  test('and in the next run, for nobody knows whether it was shown', async () => {
    const { mirror, asked } = dying('0');
    await new OperationQueue(journalOf([{ t: 'queued', operation }, done]), mirror, clock).showWaiting(account);
    expect(asked()).toEqual([junk]);
  });

  test('not where mod-sequences tell of it', async () => {
    const { mirror, asked } = dying('5');
    await new OperationQueue(journalOf([{ t: 'queued', operation }, done]), mirror, clock).showWaiting(account);
    expect(asked()).toEqual([]);
  });
});

describe('UIDs that a server could only mark', () => {
  const LATER = 10 * 86_400_000;
  async function compacted(checkpoint: { uidValidity: number; complete: boolean }, there: number[]) {
    const records: OperationRecord[] = [
      { t: 'queued', operation: { ...head('1'), kind: 'delete' } },
      { t: 'done', id: operationId('1'), copied: null, at: 1, left: [7, 9] },
    ];
    const kept: { records: readonly OperationRecord[] } = { records };
    const journal: JournalFile<OperationRecord> = { records, setAside: null, size: 3 * 1024 * 1024, append: () => Promise.resolve(), compact: (all) => Promise.resolve(void (kept.records = all)), close: () => Promise.resolve() };
    const mirror = {
      status: { state: 'ready', note: '' },
      onChanges: () => () => {},
      query: (name: string) => Promise.resolve(name === 'folders' ? [{ id: inbox, checkpoint }] : { uids: new Uint8Array(Uint32Array.from(there).buffer), flags: new Uint8Array() }),
      apply: () => Promise.resolve({ folderList: false, folders: [] }),
    } as unknown as MirrorClient;
    const queue = new OperationQueue(journal, mirror, { now: () => LATER, after: () => () => {} });
    await queue.submit(flags('2', FLAG.flagged, 0));
    return readLedger(kept.records).get(operationId('1'))?.left;
  }

  test('are remembered until the server no longer has them', async () => {
    expect(await compacted({ uidValidity: 1, complete: true }, [7, 9])).toEqual([7, 9]);
    expect(await compacted({ uidValidity: 1, complete: true }, [9])).toEqual([9]);
    expect(await compacted({ uidValidity: 1, complete: true }, [])).toEqual([]);
    expect(await compacted({ uidValidity: 2, complete: true }, [7, 9])).toEqual([]);
  });

  test('are remembered while the folder is being filled anew', async () => {
    expect(await compacted({ uidValidity: 1, complete: false }, [])).toEqual([7, 9]);
    expect(await compacted({ uidValidity: 0, complete: true }, [])).toEqual([7, 9]);
  });
});
