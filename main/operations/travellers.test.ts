import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { readLedger } from './ledger.ts';
import { operationRecordSchema, type Operation, type OperationRecord } from './operation.ts';
import { arrivalsOf, Travellers } from './travellers.ts';

const account = accountId('a');
const [inbox, archive, trash] = [folderId(account, 'INBOX'), folderId(account, 'Archive'), folderId(account, 'Trash')];
const target = (uid: number, copy?: number) => ({ uid, messageId: `<${uid}@example.org>`, ...(copy === undefined ? {} : { copy }) });
const about = (id: string, in_ = inbox, uidValidity = 1) => ({ id: operationId(id), accountId: account, folderId: in_, uidValidity, createdAt: 1, title: id });
const move = (id: string, uids: number[], to = archive): Operation => ({ ...about(id), targets: uids.map((uid) => target(uid)), kind: 'move', to });
const copy = (id: string, uid: number, name: number): Operation => ({ ...about(id), targets: [target(uid, name)], kind: 'copy', to: archive, trash });
const flag = (id: string, uid: number, in_ = inbox, uidValidity = 1): Operation => ({ ...about(id, in_, uidValidity), targets: [target(uid)], kind: 'set-flags', add: FLAG.flagged, remove: 0 });
const records = (...operations: Operation[]): OperationRecord[] => operations.map((operation) => operationRecordSchema.parse({ t: 'queued', operation }));
const travellers = (...operations: Operation[]) => new Travellers([...readLedger(records(...operations)).values()]);
const shown = (all: Travellers) => Object.fromEntries([...all.guests()].map(([id, guests]) => [id, guests.map(({ place: { uidValidity, uid }, source }) => `${uidValidity}:${uid} as ${source.uid}`)]));

test('each is on show where the last operation takes it, and nowhere once it is deleted', () => {
  expect(shown(travellers(move('1', [1, 2, 3]), move('2', [2], trash), { ...about('3'), targets: [target(3)], kind: 'delete' }))).toEqual({ [archive]: ['1:1 as 1'], [trash]: ['1:2 as 2'] });
});

test('a copy has its own flags and not those that its original got later; moved on it is the same copy', () => {
  const all = travellers(flag('0', 1), copy('1', 1, 99), flag('2', 1), flag('3', 99, archive, 0), { ...about('4', archive, 0), targets: [target(99)], kind: 'move', to: trash });
  expect(shown(all)).toEqual({ [trash]: ['0:99 as 1'] });
  expect(travellers(copy('1', 1, 99), flag('2', 1)).guests().get(archive)![0]!.mask).toMatchObject({ add: 0, remove: FLAG.flagged });
  expect(all.guests().get(trash)![0]!.mask).toMatchObject({ add: FLAG.flagged, remove: 0 });
});

test('once the copy is made, what was meant for it is meant for it under its UID', () => {
  const ledger = readLedger([...records(copy('1', 1, 99), flag('2', 99, archive, 0), flag('3', 1)), { t: 'done', id: operationId('1'), copied: { uidValidity: 7, source: [1], destination: [50] }, at: 1 }]);
  expect([...ledger.values()].slice(1).map(({ operation: { folderId: id, uidValidity, targets } }) => [id, uidValidity, targets[0]!.uid])).toEqual([[archive, 7, 50], [inbox, 1, 1]]);
});

test('arrivals come in portions, without what the server did not name', () => {
  const uids = Array.from({ length: 1201 }, (_, i) => i + 1);
  const all = travellers(move('1', uids));
  const arrivals = arrivalsOf(move('1', uids), { uidValidity: 7, source: uids.slice(1), destination: uids.slice(1).map((uid) => uid + 1000) }, all);
  expect(arrivals.map(({ source, destination }) => [source.length, source[0], destination[0]])).toEqual([[500, 2, 1002], [500, 502, 1502], [200, 1002, 2002]]);
  expect(arrivalsOf(move('1', uids), null, all)).toEqual([]);
});

test('what goes to another account belongs to that account from then on', () => {
  const there = folderId(accountId('b'), 'INBOX');
  const ledger = readLedger([...records(move('1', [1], there), flag('2', 1)), { t: 'done', id: operationId('1'), copied: { uidValidity: 7, source: [1], destination: [50] }, at: 1 }]);
  expect(ledger.get(operationId('2'))!.operation).toMatchObject({ accountId: 'b', folderId: there, uidValidity: 7, targets: [{ uid: 50 }] });
});
