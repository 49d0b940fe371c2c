/** The state of all drafts as the journal's records tell it. Pure: records in, state out. */
import type { DraftId, OperationId } from '../../shared/ids.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { isLongAgo, newest, type Room } from '../journal/newest.ts';
import type { DraftRecord } from './draft-record.ts';

/** A sent one is remembered by name, so that a composer that has not heard of it neither saves nor sends it again. */
export type DraftEntry =
  | { readonly state: 'written'; readonly draft: Draft }
  | { readonly state: 'discarded'; readonly draft: Draft; readonly at: number }
  | { readonly state: 'sent'; readonly send: OperationId; readonly at: number; readonly mark?: string | undefined };

/** In the order in which they were begun; what is over, in the order in which it ended. */
export type DraftLedger = Map<DraftId, DraftEntry>;

const DAY = 24 * 60 * 60 * 1000;
/** For how long a discarded letter can be brought back, at least; the last ones for as long as they take little room. */
const KEEP_DISCARDED = 14 * DAY;
const LAST_DISCARDED: Room = { entries: 20, size: 128 * 1024 };
const KEEP_SENT = 60 * DAY;
const LAST_SENT: Room = { entries: 200, size: 64 * 1024 };

export function applyDraftRecord(ledger: DraftLedger, record: DraftRecord): void {
  switch (record.t) {
    case 'draft': {
      const { draft } = record;
      // A save that was on its way when the letter was sent or discarded does not bring it back.
      if ((ledger.get(draft.id)?.state ?? 'written') === 'written') ledger.set(draft.id, { state: 'written', draft });
      break;
    }
    case 'draft-discarded': {
      const entry = ledger.get(record.id);
      if (entry?.state === 'written') end(ledger, record.id, { state: 'discarded', draft: entry.draft, at: record.at });
      break;
    }
    case 'draft-restored': {
      const entry = ledger.get(record.id);
      if (entry?.state === 'discarded') ledger.set(record.id, { state: 'written', draft: entry.draft });
      break;
    }
    case 'draft-sent': end(ledger, record.id, { state: 'sent', send: record.send, at: record.at, mark: record.mark }); break;
    default: record satisfies never;
  }
}

function end(ledger: DraftLedger, id: DraftId, entry: DraftEntry): void {
  ledger.delete(id);
  ledger.set(id, entry);
}

/** The shortest records that give the same ledger, without what nobody will ask for again at `now`. */
export function compactDraftRecords(ledger: ReadonlyMap<DraftId, DraftEntry>, now: number): DraftRecord[] {
  const entries = [...ledger.values()];
  const lastDiscarded = newest(entries.filter(({ state }) => state === 'discarded'), LAST_DISCARDED);
  const lastSent = newest(entries.filter(({ state }) => state === 'sent'), LAST_SENT);
  return [...ledger].flatMap(([id, entry]): DraftRecord[] => {
    switch (entry.state) {
      case 'written': return [{ t: 'draft', draft: entry.draft }];
      case 'discarded': return isLongAgo(entry.at, now, KEEP_DISCARDED) && !lastDiscarded.has(entry) ? [] : [{ t: 'draft', draft: entry.draft }, { t: 'draft-discarded', id, at: entry.at }];
      case 'sent': return isLongAgo(entry.at, now, KEEP_SENT) && !lastSent.has(entry) ? [] : [{ t: 'draft-sent', id, send: entry.send, at: entry.at, ...(entry.mark === undefined ? {} : { mark: entry.mark }) }];
      default: return entry satisfies never;
    }
  });
}
