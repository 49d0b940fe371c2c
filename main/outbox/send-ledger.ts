/** The state of all sends as the journal's records tell it. Pure. */
import { failure, type Failure } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { Send, SendRecord } from './send-record.ts';

/** `waiting` to be submitted, `sending`, `accepted` but its copy not filed, `filed` = done, `parked` for the user. */
export interface SendEntry {
  readonly send: Send;
  readonly state: 'waiting' | 'sending' | 'accepted' | 'filed' | 'parked';
  /** The server has it; a retry only files the copy. */
  readonly accepted: boolean;
  readonly rejected: readonly string[];
  readonly failure: Failure | null;
  readonly doneAt: number | null;
}

export function applySendRecord(ledger: Map<OperationId, SendEntry>, record: SendRecord): void {
  if (record.t === 'queued') {
    if (record.send.replaces) ledger.delete(record.send.replaces);
    ledger.set(record.send.id, { send: record.send, state: 'waiting', accepted: false, rejected: [], failure: null, doneAt: null });
    return;
  }
  const entry = ledger.get(record.id);
  if (!entry) return;
  const become = (change: Partial<SendEntry>): void => void ledger.set(record.id, { ...entry, ...change });
  switch (record.t) {
    case 'sending': become({ state: 'sending' }); break;
    case 'not-sent': become({ state: 'waiting' }); break;
    case 'accepted': become({ state: 'accepted', accepted: true, rejected: record.rejected, failure: null }); break;
    case 'filed': become({ state: 'filed', failure: null, doneAt: record.at }); break;
    case 'parked': become({ state: 'parked', failure: record.failure as Failure }); break;
    case 'retried': become({ state: entry.accepted ? 'accepted' : 'waiting', failure: null }); break;
    case 'dropped': ledger.delete(record.id); break;
    default: record satisfies never;
  }
}

/** At start: a send that was cut in the middle is parked, because trying again could send it twice. */
export function readSendLedger(records: readonly SendRecord[]): Map<OperationId, SendEntry> {
  const ledger = new Map<OperationId, SendEntry>();
  for (const record of records) applySendRecord(ledger, record);
  parkInterrupted(ledger);
  return ledger;
}

export function parkInterrupted(ledger: Map<OperationId, SendEntry>): void {
  for (const [id, entry] of ledger) if (entry.state === 'sending') ledger.set(id, { ...entry, state: 'parked', failure: interrupted() });
}

export const interrupted = (): Failure => failure('delivery-unknown', say('engine-outbox.interrupted'), { step: 'smtp-send' });

export function compactSendRecords(ledger: ReadonlyMap<OperationId, SendEntry>): SendRecord[] {
  return [...ledger.values()].flatMap(({ send, state, accepted, rejected, failure: reason }): SendRecord[] => {
    if (state === 'filed') return [];
    const out: SendRecord[] = [{ t: 'queued', send }];
    if (accepted) out.push({ t: 'accepted', id: send.id, rejected: [...rejected] });
    if (state === 'sending') out.push({ t: 'sending', id: send.id });
    if (state === 'parked' && reason) out.push({ t: 'parked', id: send.id, failure: reason });
    return out;
  });
}
