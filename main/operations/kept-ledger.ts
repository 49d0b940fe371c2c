/** The ledger on the disk: a record counts once the journal has it, and what nobody needs any more is compacted away. */
import { isFailure } from '../../shared/failure.ts';
import type { FolderId, OperationId } from '../../shared/ids.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { isUsable } from '../mirror/usable.ts';
import type { Clock } from '../ports.ts';
import { goneSince } from './left-behind.ts';
import { applyRecord, backedOutLast, compactRecords, doneLast, pastAt, readLedger, type Entry } from './ledger.ts';
import { movesOf, placeKey, type Place } from './moved-on.ts';
import type { Operation, OperationRecord } from './operation.ts';
import { Pending } from './pending.ts';
import { Travellers } from './travellers.ts';

/** Octets of journal beyond which it is compacted. */
const COMPACT_AT = 2 * 1024 * 1024;

type Moved = Place & { messageId: string };
/** `at`: when it was done, milliseconds since 1970. */
interface Move { readonly place: Place; readonly messageId: string; readonly at: number }
const wherePut = ({ place, messageId }: Move): Moved => ({ ...place, messageId });

export class KeptLedger {
  /** As the run before left it: whether the mirror was told of these is not certain. */
  readonly backedOutLast: readonly Operation[];
  readonly doneLast: readonly OperationId[];
  readonly #journal: JournalFile<OperationRecord>;
  readonly #mirror: MirrorClient;
  readonly #clock: Clock;
  readonly #ledger: Map<OperationId, Entry>;
  /** Appends whose record is not in the ledger yet. */
  #appending = 0;
  #compactAt = COMPACT_AT;
  /** Made of the ledger when asked for; null when it has changed since. */
  #pending: Pending | null = null;
  #moves: Map<string, Move> | null = null;
  #travellers: Travellers | null = null;

  constructor(journal: JournalFile<OperationRecord>, mirror: MirrorClient, clock: Clock) {
    this.#journal = journal;
    this.#mirror = mirror;
    this.#clock = clock;
    this.#ledger = readLedger(journal.records);
    this.backedOutLast = backedOutLast(journal.records);
    this.doneLast = doneLast(journal.records);
  }

  values(): Iterable<Entry> { return this.#ledger.values(); }
  get(id: OperationId): Entry | undefined { return this.#ledger.get(id); }

  /** What waits, by message. */
  pending(): Pending { return this.#pending ??= new Pending(this.#ledger.values()); }

  /** Messages on their way elsewhere. */
  onTheirWay(): Travellers { return this.#travellers ??= new Travellers([...this.#ledger.values()].filter(({ state }) => state === 'waiting')); }

  /**
   * Where a message is that operations have moved since, as far as is known; undefined if none has. Its UID is 0 where the server did not say.
   * Where the way leads in a circle, it is where it was put last: to its own folder, or by a server that was put back to an older state and gives a UID for the second time.
   */
  whereNow(folderId: FolderId, uidValidity: number, uid: number): Moved | undefined {
    const moves = this.#moves ??= new Map([...this.#ledger.values()].flatMap((entry) => (entry.state === 'done' ? [...movesOf(entry)].map(([key, move]) => [key, { ...move, at: entry.doneAt ?? 0 }]) : [])));
    const way = new Set<Move>();
    for (let next = moves.get(placeKey(folderId, uidValidity, uid)); next; next = moves.get(placeKey(next.place.folderId, next.place.uidValidity, next.place.uid))) {
      if (way.has(next)) return wherePut([...way].reduce((one, other) => (other.at >= one.at ? other : one)));
      way.add(next);
    }
    const last = [...way].at(-1);
    return last && wherePut(last);
  }

  /** Resolves once it is in the journal and in the ledger. */
  async append(record: OperationRecord): Promise<void> {
    this.#appending++;
    try {
      await this.#journal.append(record);
      applyRecord(this.#ledger, record);
      this.#pending = null;
      this.#moves = null;
      this.#travellers = null;
    } finally {
      this.#appending--;
    }
  }

  async compactIfLong(): Promise<void> {
    // A record that is on the disk and not yet in the ledger would be cut away with the rest: its turn comes right after.
    if (this.#journal.size > this.#compactAt && this.#appending === 0) await this.#compact();
  }

  async #compact(): Promise<void> {
    // What is still needed may be more than that: then not with every record.
    this.#compactAt = Infinity;
    let compacted = true;
    try {
      await this.#forgetGone();
      if (this.#appending > 0) {
        compacted = false; // the next record tries again
        return;
      }
      const past = pastAt(this.#ledger, this.#clock.now());
      await this.#journal.compact(compactRecords(this.#ledger, past));
      // Not before the file has forgotten them: which ids are free is to be the same when it is read again.
      for (const id of past) this.#ledger.delete(id);
    } catch (error) {
      // The record is safe all the same, and the longer file stays.
      if (!isFailure(error, 'storage')) throw error;
    } finally {
      this.#compactAt = compacted ? Math.max(COMPACT_AT, this.#journal.size * 2) : COMPACT_AT;
    }
  }

  /** Marked and long expunged by somebody: nothing to remember. */
  async #forgetGone(): Promise<void> {
    if (!isUsable(this.#mirror)) return;
    const gone = await goneSince(this.#mirror, this.#ledger.values()).catch((error: unknown) => {
      if (isFailure(error, 'mirror-unavailable', 'not-found')) return null;
      throw error;
    });
    for (const [id, uids] of gone ?? []) {
      const entry = this.#ledger.get(id);
      if (entry) this.#ledger.set(id, { ...entry, left: entry.left.filter((uid) => !uids.has(uid)) });
    }
    this.#pending = null;
  }
}
