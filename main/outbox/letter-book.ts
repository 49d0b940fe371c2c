/** Drafts and sends in one journal: a letter goes from the one to the other by a single record, so that no crash can lose or double it. */
import { z } from 'zod';
import { toFailure } from '../../shared/failure.ts';
import type { DraftId, OperationId } from '../../shared/ids.ts';
import { applyDraftRecord, compactDraftRecords, type DraftEntry, type DraftLedger } from '../drafts/draft-ledger.ts';
import { draftRecordSchema, type DraftRecord } from '../drafts/draft-record.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { Clock, Log } from '../ports.ts';
import { markOf } from './same-letter.ts';
import { applySendRecord, compactSendRecords, parkInterrupted, type SendEntry } from './send-ledger.ts';
import { sendRecordSchema, type SendRecord } from './send-record.ts';

export const letterRecordSchema = z.discriminatedUnion('t', [...sendRecordSchema.options, ...draftRecordSchema.options]);
export type LetterRecord = SendRecord | DraftRecord;

/** Octets of journal below which it is never rewritten. */
const SMALL = 64 * 1024;
/** A letter being written is appended whole at every save: beyond twice what is needed and this, the rest is cut away. */
const SLACK = 512 * 1024;

export class LetterBook {
  readonly #journal: JournalFile<LetterRecord>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Log;
  readonly #sends = new Map<OperationId, SendEntry>();
  readonly #drafts: DraftLedger = new Map();
  /** Appends whose record is not in the ledgers yet. */
  #appending = 0;
  #compactDue = false;
  /** Count already and are not on the disk, oldest first. */
  readonly #held: LetterRecord[] = [];
  #writing: Promise<void> | null = null;
  /** Octets after the last rewriting. */
  #needed = 0;

  constructor(journal: JournalFile<LetterRecord>, clock: Pick<Clock, 'now'>, log: Log) {
    this.#journal = journal;
    this.#clock = clock;
    this.#log = log;
    for (const record of journal.records) this.#apply(record);
    parkInterrupted(this.#sends);
  }

  get sends(): ReadonlyMap<OperationId, SendEntry> { return this.#sends; }
  get drafts(): ReadonlyMap<DraftId, DraftEntry> { return this.#drafts; }

  /** Resolves once the record is on the disk and in the ledgers. Rejects with FailureError 'storage': it is in neither. */
  async append(record: LetterRecord): Promise<void> {
    if (this.#held.length > 0) await this.writeHeld();
    this.#appending++;
    try {
      await this.#journal.append(record);
      this.#apply(record);
    } finally {
      this.#appending--;
    }
    // Whole messages are in here: once nothing waits any more, the file is cut to nothing.
    if (record.t === 'filed' || record.t === 'dropped' || this.#journal.size > 2 * this.#needed + SLACK) this.#compactDue = true;
    await this.#compact();
  }

  /** What has happened and cannot be written: it counts from now on, and is written before anything else. Only for what may be missing after a crash. */
  hold(record: LetterRecord): void {
    this.#apply(record);
    this.#held.push(record);
  }

  /** Rejects with FailureError 'storage': what is left is tried again. */
  async writeHeld(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => { this.#writing = null; });
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#held[0]; next; next = this.#held[0]) {
      await this.#journal.append(next);
      this.#held.shift();
    }
  }

  #apply(record: LetterRecord): void {
    if (isDraftRecord(record)) return applyDraftRecord(this.#drafts, record);
    const before = record.t === 'dropped' ? this.#sends.get(record.id) : undefined;
    applySendRecord(this.#sends, record);
    // It has not gone: a composer that still has it open must not be told that it is on its way.
    if (before?.send.draft && hasNotGone(before)) this.#drafts.delete(before.send.draft);
    if (record.t !== 'queued' || !record.send.draft) return;
    const { draft, id, createdAt, outgoing } = record.send;
    applyDraftRecord(this.#drafts, { t: 'draft-sent', id: draft, send: id, at: createdAt, ...(outgoing ? { mark: markOf(outgoing) } : {}) });
  }

  async #compact(): Promise<void> {
    // A record that is on the disk and not yet in a ledger would be cut away with the rest: its turn comes right after.
    if (!this.#compactDue || this.#appending > 0 || this.#journal.size <= SMALL) return;
    this.#compactDue = false;
    try {
      await this.#journal.compact([...compactDraftRecords(this.#drafts, this.#clock.now()), ...compactSendRecords(this.#sends)]);
      this.#needed = this.#journal.size;
    } catch (error) {
      // The record itself is safe; the longer file stays, and is tried again with the next.
      this.#compactDue = true;
      this.#log('warn', 'letters.not-compacted', { code: toFailure(error).code });
    }
  }
}

const hasNotGone = ({ state, accepted, failure }: SendEntry): boolean => !accepted && state !== 'sending' && failure?.code !== 'delivery-unknown';
const isDraftRecord = (record: LetterRecord): record is DraftRecord => record.t.startsWith('draft');
