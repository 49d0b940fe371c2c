/** The state of all sends as the journal's records tell it. Pure. */
import { failure, type Failure } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { leftOutFailure, type Refused } from './left-out.ts';
import type { Send, SendRecord } from './send-record.ts';

/** `waiting` to be submitted, `sending`, `accepted` but its copy not filed, `filed` = done, `parked` for the user. */
export interface SendEntry {
  readonly send: Send;
  readonly state: 'waiting' | 'sending' | 'accepted' | 'filed' | 'parked';
  /** The server has it, but for those it was `refused`; a retry files the copy, or is for these alone. */
  readonly accepted: boolean;
  /** The copy is in Sent. */
  readonly copyFiled: boolean;
  readonly rejected: readonly string[];
  /** Who has not got it, where others have. */
  readonly refused: readonly Refused[];
  readonly failure: Failure | null;
  readonly doneAt: number | null;
}

/** One record of the journal, in its order; of a send that is not there any more it means nothing. */
export function applySendRecord(ledger: Map<OperationId, SendEntry>, record: SendRecord): void {
  if (record.t === 'queued') {
    if (record.send.replaces) ledger.delete(record.send.replaces);
    ledger.set(record.send.id, { send: record.send, state: 'waiting', accepted: false, copyFiled: false, rejected: [], refused: [], failure: null, doneAt: null });
    return;
  }
  const entry = ledger.get(record.id);
  if (!entry) return;
  const become = (change: Partial<SendEntry>): void => void ledger.set(record.id, { ...entry, ...change });
  switch (record.t) {
    case 'sending': become({ state: 'sending' }); break;
    case 'not-sent': become({ state: 'waiting' }); break;
    case 'accepted': become({ state: 'accepted', accepted: true, rejected: record.rejected, refused: record.refused ?? [], failure: null }); break;
    case 'left-out': {
      const { refused } = entry;
      const isDue = refused.some(({ again }) => again);
      if (refused.length === 0) become({ copyFiled: true });
      else become({ copyFiled: true, state: isDue ? 'waiting' : 'parked', failure: isDue ? null : leftOutFailure(refused) });
      break;
    }
    case 'filed': become({ state: 'filed', failure: null, doneAt: record.at }); break;
    case 'parked': become({ state: 'parked', failure: record.failure as Failure }); break;
    case 'retried': {
      // First the copy: those left out are told of behind it.
      const isOut = entry.accepted && (!entry.copyFiled || entry.refused.length === 0);
      if (isOut) become({ state: 'accepted', failure: null });
      else become({ state: 'waiting', failure: null, refused: entry.refused.map((one) => ({ ...one, again: true })) });
      break;
    }
    case 'dropped': ledger.delete(record.id); break;
    default: record satisfies never;
  }
}

/** Found *sending* at start: nobody knows whether it went, so it is the user's to decide: trying again could send it twice. */
export function parkInterrupted(ledger: Map<OperationId, SendEntry>): void {
  for (const [id, entry] of ledger) if (entry.state === 'sending') ledger.set(id, { ...entry, state: 'parked', failure: interrupted() });
}

export const interrupted = (): Failure => failure('delivery-unknown', say('engine-outbox.interrupted'), { step: 'smtp-send' });

/** The fewest records that make the same ledger; what is sent and filed needs none. */
export function compactSendRecords(ledger: ReadonlyMap<OperationId, SendEntry>): SendRecord[] {
  return [...ledger.values()].flatMap(({ send, state, accepted, copyFiled, rejected, refused, failure: reason }): SendRecord[] => {
    if (state === 'filed') return [];
    const out: SendRecord[] = [{ t: 'queued', send }];
    if (accepted) out.push({ t: 'accepted', id: send.id, rejected: [...rejected], ...(refused.length > 0 ? { refused: [...refused] } : {}) });
    if (copyFiled) out.push({ t: 'left-out', id: send.id });
    if (state === 'sending') out.push({ t: 'sending', id: send.id });
    if (state === 'parked' && reason) out.push({ t: 'parked', id: send.id, failure: reason });
    return out;
  });
}
