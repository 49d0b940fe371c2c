/** The state of all operations as the journal's records tell it. Pure: records in, state out. */
import type { Failure } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import type { Copied, Operation, OperationRecord } from './operation.ts';

export interface Entry {
  readonly operation: Operation;
  readonly state: 'waiting' | 'parked' | 'done';
  readonly failure: Failure | null;
  /** UIDNEXT of the destination before the first COPY was sent; null if none was. */
  readonly copyingFrom: number | null;
  /** The copy is proven. */
  readonly copyProven: boolean;
  readonly copied: Copied | null;
  readonly doneAt: number | null;
}

/** In the order in which the user acted. */
export type Ledger = ReadonlyMap<OperationId, Entry>;

export function applyRecord(ledger: Map<OperationId, Entry>, record: OperationRecord): void {
  if (record.t === 'queued') {
    ledger.set(record.operation.id, { operation: record.operation, state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null });
    return;
  }
  const entry = ledger.get(record.id);
  if (!entry) return; // its beginning was compacted away
  switch (record.t) {
    case 'copying': ledger.set(record.id, { ...entry, copyingFrom: entry.copyingFrom ?? record.uidNext }); break;
    case 'copied': ledger.set(record.id, { ...entry, copyProven: true, copied: record.copied }); break;
    case 'done': ledger.set(record.id, { ...entry, state: 'done', failure: null, copied: record.copied, doneAt: record.at }); break;
    case 'parked': ledger.set(record.id, { ...entry, state: 'parked', failure: record.failure as Failure }); break;
    case 'retried': ledger.set(record.id, { ...entry, state: 'waiting', failure: null }); break;
    case 'dropped': ledger.delete(record.id); break;
    default: record satisfies never;
  }
}

export function readLedger(records: readonly OperationRecord[]): Map<OperationId, Entry> {
  const ledger = new Map<OperationId, Entry>();
  for (const record of records) applyRecord(ledger, record);
  return ledger;
}

/** The shortest records that give the same ledger, without what was done before `keepDoneSince`. */
export function compactRecords(ledger: Ledger, keepDoneSince: number): OperationRecord[] {
  const out: OperationRecord[] = [];
  for (const { operation, state, failure, copyingFrom, copyProven, copied, doneAt } of ledger.values()) {
    if (state === 'done' && (doneAt ?? 0) < keepDoneSince) continue;
    out.push({ t: 'queued', operation });
    if (copyingFrom !== null) out.push({ t: 'copying', id: operation.id, uidNext: copyingFrom });
    if (copyProven) out.push({ t: 'copied', id: operation.id, copied });
    if (state === 'parked' && failure) out.push({ t: 'parked', id: operation.id, failure });
    if (state === 'done') out.push({ t: 'done', id: operation.id, copied, at: doneAt ?? 0 });
  }
  return out;
}
