/** The state of all operations as the journal's records tell it. Pure: records in, state out. */
import type { Failure } from '../../shared/failure.ts';
import { folderId, type OperationId } from '../../shared/ids.ts';
import { isLongAgo, newest, type Room } from '../journal/newest.ts';
import type { Entry as EntryOf } from './entry.ts';
import { followFolder } from './folder-followed.ts';
import { renamesOf } from './folder-overlay.ts';
import { follow, movesOf } from './moved-on.ts';
import { renumber } from './renumbered.ts';
import type { Operation, OperationRecord } from './operation.ts';

export type Entry = EntryOf<Operation>;

/** In the order in which the user acted. */
export type Ledger = ReadonlyMap<OperationId, Entry>;

export function applyRecord(ledger: Map<OperationId, Entry>, record: OperationRecord): void {
  if (record.t === 'queued') {
    ledger.set(record.operation.id, { operation: record.operation, state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: NONE });
    return;
  }
  if (record.t === 'renumbered') {
    const now = new Map(record.uids);
    for (const [id, entry] of ledger) ledger.set(id, renumber(entry, { ...record, uidOf: (uid) => now.get(uid) }));
    return;
  }
  if (record.t === 'folder-moved') {
    followFolder(ledger, (id) => (id === record.folderId ? record.to : id));
    return;
  }
  const entry = ledger.get(record.id);
  if (!entry) return; // its beginning was compacted away
  switch (record.t) {
    case 'copying':
      // The first counts: copies may have been made by each.
      if (entry.copyingFrom === null) ledger.set(record.id, { ...entry, copyingFrom: record.uidNext, ...(record.uidValidity === undefined ? {} : { copyingIn: record.uidValidity }) });
      break;
    case 'copied': ledger.set(record.id, { ...entry, copyProven: true, copied: record.copied }); break;
    case 'marking': ledger.set(record.id, { ...entry, marking: { folderId: entry.operation.folderId, uidValidity: record.uidValidity, others: record.others, ...(record.uids ? { uids: record.uids } : {}) } }); break;
    case 'done': {
      const { marking: _over, ...known } = entry;
      const done: Entry = { ...known, operation: placed({ ...entry.operation, ...record.found }, record.path), state: 'done', failure: null, copied: record.copied, doneAt: record.at, left: record.left ?? NONE };
      // What was filed is on the server: megabytes that nobody asks for again.
      ledger.set(record.id, done.operation.kind === 'append' ? { ...done, operation: { ...done.operation, content: '' } } : done);
      if (record.followed) break;
      moveOn(ledger, done);
      // What was meant for it after that counts on the place it was asked for.
      if (entry.operation.kind === 'create-folder' && record.path !== undefined) followFolder(ledger, renamesOf({ ...entry.operation, folderId: folderId(entry.operation.accountId, entry.operation.path), path: record.path }));
      if (done.operation.kind === 'rename-folder') followFolder(ledger, renamesOf(done.operation), done.operation.id);
      break;
    }
    case 'parked': ledger.set(record.id, { ...entry, state: 'parked', failure: record.failure as Failure }); break;
    case 'retried': ledger.set(record.id, { ...entry, state: 'waiting', failure: null }); break;
    case 'dropped': ledger.delete(record.id); break;
    default: record satisfies never;
  }
}

const placed = (operation: Operation, path: string | undefined): Operation => (operation.kind === 'create-folder' && path !== undefined ? { ...operation, path } : operation);

/** What else is meant for messages that have just been moved is meant for them where they are now. */
function moveOn(ledger: Map<OperationId, Entry>, done: Entry): void {
  const moves = movesOf(done);
  if (moves.size === 0) return;
  const from = done.operation.kind === 'copy' ? done.operation.to : done.operation.folderId;
  const entries = [...ledger.values()];
  let split = false;
  const now = entries.flatMap((entry) => {
    if (entry.state === 'done' || entry.operation.folderId !== from) return [entry];
    const followed = follow(entry, moves, ledger);
    if (followed === null) return [entry];
    split ||= followed.length > 1;
    ledger.set(entry.operation.id, followed[0]!);
    return followed;
  });
  if (!split) return;
  // The order is the user's.
  ledger.clear();
  for (const entry of now) ledger.set(entry.operation.id, entry);
}

export function readLedger(records: readonly OperationRecord[]): Map<OperationId, Entry> {
  const ledger = new Map<OperationId, Entry>();
  for (const record of records) applyRecord(ledger, record);
  return ledger;
}

/** The shortest records that give the same ledger, without what is `past`. */
export function compactRecords(ledger: Ledger, past: ReadonlySet<OperationId> = new Set()): OperationRecord[] {
  const out: OperationRecord[] = [];
  for (const { operation, state, failure, copyingFrom, copyingIn, copyProven, copied, doneAt, left, marking } of ledger.values()) {
    if (past.has(operation.id)) continue;
    out.push({ t: 'queued', operation });
    if (copyingFrom !== null) out.push({ t: 'copying', id: operation.id, uidNext: copyingFrom, ...(copyingIn === undefined ? {} : { uidValidity: copyingIn }) });
    if (copyProven) out.push({ t: 'copied', id: operation.id, copied });
    if (state !== 'done' && marking?.folderId === operation.folderId) out.push({ t: 'marking', id: operation.id, uidValidity: marking.uidValidity, others: [...marking.others], ...(marking.uids ? { uids: marking.uids.map(([from, to]): [number, number] => [from, to]) } : {}) });
    if (state === 'parked' && failure) out.push({ t: 'parked', id: operation.id, failure });
    if (state === 'done') out.push({ t: 'done', id: operation.id, copied, at: doneAt ?? 0, followed: true, ...(left.length ? { left: [...left] } : {}) });
  }
  return out;
}

/** How long a done operation can be taken back, at least; the last ones for as long as they take little room. */
const UNDO_MS = 3 * 86_400_000;
const LAST_DONE: Room = { entries: 200, size: 512 * 1024 };

/** Of which nothing is needed any more at `now`: done long ago and not among the last, and nothing of it left on the server. */
export function pastAt(ledger: Ledger, now: number): ReadonlySet<OperationId> {
  const done = [...ledger.values()].filter(({ state }) => state === 'done');
  const last = newest(done, LAST_DONE);
  return new Set(done.flatMap((entry) => (isLongAgo(entry.doneAt ?? 0, now, UNDO_MS) && entry.left.length === 0 && !last.has(entry) ? [entry.operation.id] : [])));
}

/** How far back a crash can have come between a record and its effect: as many as may have been on their way at once. */
export const TAIL = 20;

/** Done right before the end: whether it was shown is not certain. */
export const doneLast = (records: readonly OperationRecord[]): OperationId[] => records.slice(-TAIL).flatMap((record) => (record.t === 'done' ? [record.id] : []));

/** What was parked or dropped right before the end: whether the mirror was told is not certain. */
export function backedOutLast(records: readonly OperationRecord[]): Operation[] {
  const ids = new Set(records.slice(-TAIL).flatMap((record) => (record.t === 'parked' || record.t === 'dropped' ? [record.id] : [])));
  return records.flatMap((record) => (record.t === 'queued' && ids.has(record.operation.id) ? [record.operation] : []));
}

const NONE: readonly number[] = [];
