import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { joinable } from './join.ts';
import { compactRecords, readLedger } from './ledger.ts';
import { backOut, localEffect, overlayFlags } from './local-effect.ts';
import { operationRecordSchema, type Operation, type OperationRecord } from './operation.ts';

const account = accountId('a');
const inbox = folderId(account, 'INBOX');
const head = (id: string, uids: number[]) => ({ id: operationId(id), accountId: account, folderId: inbox, uidValidity: 1, targets: uids.map((uid) => ({ uid, messageId: `<${uid}@example.org>` })), createdAt: 1, title: id });
const flag = (id: string, uids: number[], add: number = FLAG.flagged, remove = 0): Operation => ({ ...head(id, uids), kind: 'set-flags', add, remove });
const move = (id: string, uids: number[]): Operation => ({ ...head(id, uids), kind: 'move', to: folderId(account, 'Archive') });
const queued = (operation: Operation): OperationRecord => ({ t: 'queued', operation });

describe('ledger', () => {
  test('the newest record tells the state, and compacting tells the same', () => {
    const records: OperationRecord[] = [
      queued(flag('1', [1])), queued(move('2', [2])), queued(move('3', [3])), queued(flag('4', [4])), queued(flag('5', [5])),
      { t: 'done', id: operationId('1'), copied: null, at: 100 },
      { t: 'copying', id: operationId('2'), uidNext: 9 },
      { t: 'copied', id: operationId('2'), copied: { uidValidity: 2, source: [2], destination: [9] } },
      { t: 'parked', id: operationId('3'), failure: failure('over-quota', 'Full.') },
      { t: 'dropped', id: operationId('4') },
    ];
    const ledger = readLedger(records);
    expect([...ledger].map(([id, { state }]) => [id, state])).toEqual([['1', 'done'], ['2', 'waiting'], ['3', 'parked'], ['5', 'waiting']]);
    expect(ledger.get(operationId('2'))).toMatchObject({ copyingFrom: 9, copyProven: true });
    const compact = compactRecords(ledger, 0).map((record) => operationRecordSchema.parse(JSON.parse(JSON.stringify(record))));
    expect(readLedger(compact)).toEqual(ledger);
    expect(readLedger(compactRecords(ledger, 101)).has(operationId('1'))).toBe(false);
  });

  test('the first COPY counts: what came later may be somebody else\'s', () => {
    const ledger = readLedger([queued(move('1', [1])), { t: 'copying', id: operationId('1'), uidNext: 5 }, { t: 'copying', id: operationId('1'), uidNext: 8 }]);
    expect(ledger.get(operationId('1'))!.copyingFrom).toBe(5);
  });
});

describe('local effect', () => {
  test('backing out is the exact opposite', () => {
    for (const operation of [flag('1', [1]), flag('2', [1], FLAG.seen, FLAG.flagged), move('3', [1])]) {
      const untouched = operation.kind === 'set-flags' ? operation.remove : 0;
      expect(backOut(operation, localEffect(operation, untouched))).toBe(untouched);
    }
  });

  test('what the user did stays on top of the server\'s news until it is confirmed', () => {
    expect(overlayFlags([flag('1', [1]), flag('2', [1], 0, FLAG.seen)], FLAG.seen | FLAG.answered, 0)).toBe(FLAG.flagged | FLAG.answered);
  });

  test('a message marked for removal that could not be expunged stays out of sight while the mark stands', () => {
    expect(overlayFlags([], FLAG.deleted, FLAG.hidden)).toBe(FLAG.deleted | FLAG.hidden);
    expect(overlayFlags([], FLAG.seen, FLAG.hidden)).toBe(FLAG.seen);
    expect(overlayFlags([], FLAG.deleted, 0)).toBe(FLAG.deleted);
  });
});

describe('joining', () => {
  const entries = (...operations: Operation[]) => [...readLedger(operations.map(queued)).values()];
  test('neighbours with the same change go as one, and never past another change', () => {
    expect(joinable(entries(flag('1', [1]), flag('2', [2]), flag('3', [3], 0, FLAG.flagged), flag('4', [4]))).map((entry) => entry.operation.id)).toEqual(['1', '2']);
    expect(joinable(entries(move('1', [1]), move('2', [2])))).toHaveLength(1);
    expect(joinable([])).toEqual([]);
  });
});
