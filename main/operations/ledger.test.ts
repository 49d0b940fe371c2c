import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { joinable } from './join.ts';
import { compactRecords, readLedger } from './ledger.ts';
import { kindOf } from './kind-of.ts';
import { overlayFlags } from './local-effect.ts';
import { marksFor } from './marks.ts';
import { compose, mask, reversed, within, withMask } from './mask.ts';
import { Pending } from './pending.ts';
import { storesFor } from './flag-change.ts';
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
      { t: 'marking', id: operationId('1'), uidValidity: 1, others: [1] },
      { t: 'done', id: operationId('1'), copied: null, at: 100 },
      { t: 'copying', id: operationId('2'), uidNext: 9, uidValidity: 2 },
      { t: 'copied', id: operationId('2'), copied: { uidValidity: 2, source: [2], destination: [9] } },
      { t: 'marking', id: operationId('2'), uidValidity: 1, others: [] },
      { t: 'marking', id: operationId('3'), uidValidity: 1, others: [3] },
      { t: 'parked', id: operationId('3'), failure: failure('over-quota', 'Full.') },
      { t: 'dropped', id: operationId('4') },
    ];
    const ledger = readLedger(records);
    expect([...ledger].map(([id, { state }]) => [id, state])).toEqual([['1', 'done'], ['2', 'waiting'], ['3', 'parked'], ['5', 'waiting']]);
    expect(ledger.get(operationId('2'))).toMatchObject({ copyingFrom: 9, copyingIn: 2, copyProven: true, marking: { folderId: inbox, uidValidity: 1, others: [] } });
    const compact = compactRecords(ledger).map((record) => operationRecordSchema.parse(JSON.parse(JSON.stringify(record))));
    expect(readLedger(compact)).toEqual(ledger);
    expect(readLedger(compactRecords(ledger, new Set([operationId('1')]))).has(operationId('1'))).toBe(false);
  });

  test('a folder that is called as it was before, after a rename of ours: what waits is about it under that name, compacted or not', () => {
    const [old, now] = [folderId(account, 'Birds'), folderId(account, 'Waders')];
    const ledger = readLedger([
      queued({ ...flag('1', [1]), folderId: old }), queued({ ...head('2', [2]), kind: 'move', to: old }),
      queued({ ...head('3', []), targets: [], uidValidity: 0, folderId: old, kind: 'rename-folder', path: 'Waders' }),
      { t: 'done', id: operationId('3'), copied: null, at: 100 },
      // By another client.
      { t: 'folder-moved', folderId: now, to: old },
    ]);
    const about = (one: typeof ledger) => [...one.values()].map(({ operation }) => [operation.folderId, 'to' in operation ? operation.to : null]);
    expect(about(ledger).slice(0, 2)).toEqual([[old, null], [inbox, old]]);
    expect(about(readLedger(compactRecords(ledger)))).toEqual(about(ledger));
  });

  test('a folder that the server keeps below INBOX though it was asked for at the top: what waits for it, and its undo, mean it there, compacted or not', () => {
    const make = (id: string, path: string, near = inbox): OperationRecord => queued({ ...head(id, []), targets: [], uidValidity: 0, folderId: near, kind: 'create-folder', path });
    const ledger = readLedger([
      make('1', 'Birds'), make('2', 'Birds/Gulls', folderId(account, 'Birds')), queued({ ...head('3', [3]), kind: 'move', to: folderId(account, 'Birds/Gulls') }), make('4', 'Birdsong'),
      { t: 'done', id: operationId('1'), copied: null, at: 100, path: 'INBOX/Birds' },
    ].map((record) => operationRecordSchema.parse(record)));
    const about = (one: typeof ledger) => [...one.values()].map(({ operation }) => [operation.folderId, 'path' in operation ? operation.path : 'to' in operation && operation.to]);
    expect(about(ledger)).toEqual([[inbox, 'INBOX/Birds'], ['a/INBOX/Birds', 'INBOX/Birds/Gulls'], [inbox, 'a/INBOX/Birds/Gulls'], [inbox, 'Birdsong']]);
    expect(about(readLedger(compactRecords(ledger)))).toEqual(about(ledger));
    expect(kindOf(ledger.get(operationId('1'))!.operation).reverse(ledger.get(operationId('1'))!)).toMatchObject({ kind: 'delete-folder', folderId: 'a/INBOX/Birds' });
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
      const mask = kindOf(operation).mask(operation);
      expect(withMask(reversed(mask), withMask(mask, untouched))).toBe(untouched);
    }
  });

  test('what the user did stays on top of the server\'s news until it is confirmed', () => {
    expect(overlayFlags([flag('1', [1]), flag('2', [1], 0, FLAG.seen)], 1, FLAG.seen | FLAG.answered, false)).toBe(FLAG.flagged | FLAG.answered);
  });

  test('a message marked for removal that could not be expunged stays out of sight while the mark stands', () => {
    expect(overlayFlags([], 1, FLAG.deleted, true)).toBe(FLAG.deleted | FLAG.hidden);
    expect(overlayFlags([], 1, FLAG.seen, true)).toBe(FLAG.seen);
    expect(overlayFlags([], 1, FLAG.deleted, false)).toBe(FLAG.deleted);
  });

  test('two masks one after the other are what both make of any flags', () => {
    const masks = [mask(1, 2, ['a'], ['b']), mask(2, 1, ['B'], ['A']), mask(4, 3, [], ['a', 'b']), mask(0, 0)];
    for (const first of masks) for (const then of masks) for (let bits = 0; bits < 8; bits++) expect(withMask(compose(first, then), bits)).toBe(withMask(then, withMask(first, bits)));
    expect(compose(masks[0]!, masks[1]!)).toEqual(mask(2, 1, ['B'], ['A']));
  });
});

describe('a change of several flags, of which one message has some already', () => {
  const both = FLAG.seen | FLAG.flagged;
  const operation = { ...flag('1', [1], both), targets: [{ uid: 1, messageId: '<1@example.org>', changes: { bits: FLAG.seen, words: [] } }, { uid: 2, messageId: '<2@example.org>' }] } as Operation;
  const entry = () => [...readLedger([queued(operation)]).values()][0]!;

  test('goes to the server, and into the list, as what it changes of each', () => {
    expect(storesFor([{ entry: entry(), mask: mask(both, 0), certain: true }])).toEqual([{ action: 'add', flags: ['\\Seen'], uids: [1, 2] }, { action: 'add', flags: ['\\Flagged'], uids: [2] }]);
    expect(marksFor(operation, 'back', () => [])).toMatchObject([{ uids: [1], remove: FLAG.seen }, { uids: [2], remove: both }]);
    expect(overlayFlags([operation], 1, 0, false)).toBe(FLAG.seen);
  });

  test('is taken back exactly, also after the message has gone elsewhere and back into a journal', () => {
    const reverse = kindOf(operation).reverse(entry());
    const undone = operationRecordSchema.parse(JSON.parse(JSON.stringify(queued({ ...head('2', []), ...reverse } as unknown as Operation))));
    const followed = readLedger([queued(move('m', [1])), undone, { t: 'done', id: operationId('m'), copied: { uidValidity: 9, source: [1], destination: [70] }, at: 1 }]);
    const there = [...followed.values()].find(({ operation: { targets } }) => targets[0]!.uid === 70)!.operation;
    expect(overlayFlags([there], 70, both, false)).toBe(FLAG.flagged);
  });

  test('the same of keywords', () => {
    const tags = mask(0, 0, ['a', 'B'], ['c']);
    expect(within(tags, { bits: 0, words: ['b', 'C'] })).toEqual(mask(0, 0, ['B'], ['c']));
    expect(within(mask(both, FLAG.answered), { bits: FLAG.seen | FLAG.answered, words: [] })).toEqual(mask(FLAG.seen, FLAG.answered));
  });
});

describe('messages that were moved', () => {
  const archive = folderId(account, 'Archive');
  const doneMove = (copied: { uidValidity: number; source: number[]; destination: number[] } | null): OperationRecord => ({ t: 'done', id: operationId('1'), copied, at: 1 });

  test('what else is meant for them follows, split where they parted, in the user\'s order, and compacting tells the same', () => {
    const records = [queued(move('1', [1, 2])), queued(flag('2', [1, 3])), queued(flag('3', [2])), queued(flag('4', [3])), doneMove({ uidValidity: 9, source: [1], destination: [70] })];
    const ledger = readLedger(records);
    expect([...ledger.values()].slice(1).map(({ operation: { id, folderId: where, uidValidity, targets } }) => [id, where, uidValidity, targets.map(({ uid }) => uid)])).toEqual([
      ['2', archive, 9, [70]], ['2~1', inbox, 1, [3]], ['3', inbox, 1, [2]], ['4', inbox, 1, [3]],
    ]);
    expect(readLedger(compactRecords(ledger))).toEqual(ledger);
    expect(readLedger([...records, { t: 'done', id: operationId('2~1'), copied: null, at: 2 }]).get(operationId('2~1'))!.state).toBe('done');
  });

  const placesOf = (records: OperationRecord[], state: string) => [...readLedger(records).values()].filter((entry) => entry.state === state && entry.operation.kind === 'set-flags')
    .flatMap(({ operation: { id, folderId: where, targets } }) => targets.map(({ uid }) => [id, where, uid]));
  const gone = (id: string, uid: number, now: number): OperationRecord => ({ t: 'done', id: operationId(id), copied: { uidValidity: 9, source: [uid], destination: [now] }, at: 1 });
  const goneOn = [queued(move('m1', [1])), queued(move('m2', [2])), queued(flag('f', [3, 1, 2])), gone('m1', 1, 70)];
  const goneAfter = gone('m2', 2, 71);

  test('going one after the other, each takes its part of what is meant for all, and none is forgotten', () => {
    expect(placesOf([...goneOn, goneAfter], 'waiting')).toEqual([['f', inbox, 3], ['f~2', archive, 71], ['f~1', archive, 70]]);
  });

  test('what was done of a part before is not taken for another one', () => {
    const done: OperationRecord = { t: 'done', id: operationId('f~1'), copied: null, at: 2 };
    for (const records of [[...goneOn, done, goneAfter], [...goneOn, goneAfter, done]]) {
      expect(placesOf(records, 'done')).toEqual([['f~1', archive, 70]]);
      expect(placesOf(records, 'waiting')).toEqual([['f', inbox, 3], ['f~2', archive, 71]]);
    }
  });

  test('a number is free again once its part was given up, as it always was', () => {
    expect(placesOf([...goneOn, { t: 'dropped', id: operationId('f~1') }, goneAfter], 'waiting')).toEqual([['f', inbox, 3], ['f~1', archive, 71]]);
  });

  test('the parts are one for the user, in the group that they came in too', () => {
    const groups = (records: OperationRecord[]) => [...readLedger(records).values()].flatMap(({ operation }) => (operation.kind === 'set-flags' ? [operation.group] : []));
    expect(groups([...goneOn, goneAfter])).toEqual(['f', 'f', 'f']);
    expect(groups([queued(move('m1', [1])), queued({ ...flag('f', [3, 1]), group: operationId('g') }), gone('m1', 1, 70)])).toEqual(['g', 'g']);
    expect(groups([queued(move('m1', [1])), queued(flag('f', [1])), gone('m1', 1, 70)])).toEqual([undefined]);
  });

  test('without COPYUID they are somewhere in the folder, under their name, and on from there', () => {
    const ledger = readLedger([
      queued(move('1', [1])), queued({ ...move('2', [1]), to: folderId(account, 'Projects') } as Operation), queued(flag('3', [1])), doneMove(null),
      { t: 'done', id: operationId('2'), copied: { uidValidity: 4, source: [8], destination: [5] }, at: 2, found: { uidValidity: 9, targets: [{ uid: 8, messageId: '<1@example.org>' }] } },
    ]);
    expect(ledger.get(operationId('3'))!.operation).toMatchObject({ folderId: folderId(account, 'Projects'), uidValidity: 4, targets: [{ uid: 5 }] });
  });

  test('what a server could only mark is out of sight for as long as it may be there, compacted or not', () => {
    const ledger = readLedger([queued(move('1', [1])), { t: 'done', id: operationId('1'), copied: null, at: 1, left: [1] }]);
    const later = readLedger(compactRecords(ledger));
    expect(new Pending(later.values()).overlay(inbox, 1, 1, FLAG.deleted, 0)).toBe(FLAG.deleted | FLAG.hidden);
    expect(new Pending(later.values()).overlay(inbox, 2, 1, FLAG.deleted, 0)).toBe(FLAG.deleted);
  });
});

describe('joining', () => {
  const entries = (...operations: Operation[]) => [...readLedger(operations.map(queued)).values()];
  test('neighbours that change flags go as one, and never past another kind', () => {
    expect(joinable(entries(flag('1', [1]), flag('2', [2], 0, FLAG.flagged), move('3', [3]), flag('4', [4]))).map((entry) => entry.operation.id)).toEqual(['1', '2']);
    expect(joinable(entries(move('1', [1]), move('2', [2])))).toHaveLength(1);
    expect(joinable([])).toEqual([]);
  });

  const stores = (certain: boolean, ...operations: Operation[]) => storesFor(entries(...operations).map((entry) => ({ entry, mask: kindOf(entry.operation).mask(entry.operation), certain })));
  test('one STORE for each flag change, whatever number of operations it came from', () => {
    expect(stores(true, flag('1', [1]), flag('2', [2]), flag('3', [3], FLAG.seen | FLAG.flagged), flag('4', [1, 2], FLAG.seen))).toEqual([{ action: 'add', flags: ['\\Flagged', '\\Seen'], uids: [1, 2, 3] }]);
  });
  test('on and off is nothing, unless the server may have heard of the first', () => {
    const both = [flag('1', [1, 2]), flag('2', [1], 0, FLAG.flagged)];
    expect(stores(true, ...both)).toEqual([{ action: 'add', flags: ['\\Flagged'], uids: [2] }]);
    expect(stores(false, ...both)).toEqual([{ action: 'remove', flags: ['\\Flagged'], uids: [1] }, { action: 'add', flags: ['\\Flagged'], uids: [2] }]);
  });
});
