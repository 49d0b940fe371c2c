/** The operations of all accounts: journal first, then the local effect, then (elsewhere) the server. */
import { fail, failure, isFailure, type Failure } from '../../shared/failure.ts';
import { messageId, splitFolderId, type AccountId, type FolderId, type MessageId, type OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Batch, Mark } from '../mirror/protocol/batch.ts';
import type { Guest } from '../mirror/protocol/guest.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isUsable } from '../mirror/usable.ts';
import type { Clock } from '../ports.ts';
import { kindOf } from './kind-of.ts';
import { goneSince } from './left-behind.ts';
import { aftermathOf } from './given-up.ts';
import { applyRecord, backedOutLast, compactRecords, doneLast, isPast, readLedger, type Entry } from './ledger.ts';
import { marksFor, stillMarked } from './marks.ts';
import { movesOf, placeKey, type Place } from './moved-on.ts';
import { namedUids } from './renumbered.ts';
import type { EntryRecord, Operation, OperationRecord } from './operation.ts';
import { Pending } from './pending.ts';
import { arrivalsOf, Travellers, type Traveller } from './travellers.ts';

/** How long a done operation can be taken back. */
const UNDO_MS = 3 * 86_400_000;
/** Octets of journal beyond which it is compacted. */
const COMPACT_AT = 2 * 1024 * 1024;

export class OperationQueue {
  /** Some operation of this account changed its state. */
  readonly changed: Emitter<AccountId> = createEmitter<AccountId>();
  readonly #journal: JournalFile<OperationRecord>;
  readonly #mirror: MirrorClient;
  readonly #clock: Clock;
  readonly #ledger: Map<OperationId, Entry>;
  readonly #inFlight = new Set<OperationId>();
  /** Being taken back at this moment: they must not leave any more. */
  readonly #dropping = new Set<OperationId>();
  /** Messages of operations on their way into the journal that will take them out of their folder, and where to. */
  readonly #leaving = new Map<string, FolderId | 'nowhere'>();
  /** Never on the wire so far, so the server cannot have them; of an earlier run nobody can say. */
  readonly #unsent = new Set<OperationId>();
  /** Folders where an effect could not be backed out, because the mirror was away. */
  readonly #doubtful = new Set<FolderId>();
  /** Done right before the end of the run before. */
  readonly #doneLast: OperationId[];
  /** Appends whose record is not in the ledger yet. */
  #appending = 0;
  #compactAt = COMPACT_AT;
  /** Null when the ledger has changed since. */
  #pending: Pending | null = null;
  #moves: Map<string, { place: Place; messageId: string }> | null = null;
  #travellers: Travellers | null = null;
  /** What the mirror was told last of the messages on their way to each folder. */
  readonly #guests = new Map<FolderId, string>();

  constructor(journal: JournalFile<OperationRecord>, mirror: MirrorClient, clock: Clock) {
    this.#journal = journal;
    this.#mirror = mirror;
    this.#clock = clock;
    this.#ledger = readLedger(journal.records);
    for (const folderId of backedOutLast(journal.records)) this.#doubtful.add(folderId);
    this.#doneLast = doneLast(journal.records);
    mirror.onChanges(({ folders }) => this.#keepKeywords(new Set(folders.map((folder) => folder.folderId))));
  }

  /** An effect is certain, being in the journal, and on its way into the mirror; `put` says whether it got there. */
  readonly marked = createEmitter<{ readonly marks: readonly Mark[]; readonly put: Promise<boolean> }>();

  entries(): readonly Entry[] { return [...this.#ledger.values()]; }
  entry(id: OperationId): Entry | undefined { return this.#ledger.get(id); }

  /** Waiting operations of an account, oldest first. */
  waiting(accountId: AccountId): Entry[] {
    return this.entries().filter(({ state, operation }) => state === 'waiting' && operation.accountId === accountId && !this.#dropping.has(operation.id));
  }

  /** Whether something waits that changes what the folder holds or what it counts. */
  touches(folderId: FolderId): boolean {
    for (const { state, operation } of this.#ledger.values()) {
      if (state === 'waiting' && (operation.folderId === folderId || ('to' in operation && operation.to === folderId))) return true;
    }
    return false;
  }

  /** On the wire: until the answer is here nobody can say whether it happened. */
  isInFlight(id: OperationId): boolean { return this.#inFlight.has(id); }

  /** Marks operations as on the wire; the answer unmarks them. */
  begin(entries: readonly Entry[]): () => void {
    for (const { operation } of entries) this.#inFlight.add(operation.id);
    return () => {
      for (const { operation } of entries) this.#inFlight.delete(operation.id);
      for (const { operation } of entries) this.changed.emit(operation.accountId);
    };
  }

  /** Resolves once it is not on the wire. */
  async landed(id: OperationId): Promise<void> {
    while (this.#inFlight.has(id)) {
      await new Promise<void>((resolve) => {
        const off = this.changed.on(() => {
          off();
          resolve();
        });
      });
    }
  }

  /** From here on the server may have heard of them. Answers those of which it cannot have heard before. */
  send(entries: readonly Entry[]): ReadonlySet<OperationId> {
    return new Set(entries.map(({ operation }) => operation.id).filter((id) => this.#unsent.delete(id)));
  }

  /**
   * Resolves once the operation is in the journal. Its local effect follows at once, or when the mirror is back.
   * Messages that are on their way there already are left out: a second copy of them would be one too many.
   */
  async submit(operation: Operation): Promise<void> {
    const to = kindOf(operation).leaves(operation);
    const targets = to === null ? operation.targets : operation.targets.filter(({ uid }) => this.#destination(operation, uid) !== to);
    if (targets.length === 0 && operation.targets.length > 0) return;
    const wanted = { ...operation, targets };
    const keys = to === null ? [] : targets.map(({ uid }) => placeKey(operation.folderId, operation.uidValidity, uid));
    if (to !== null) for (const key of keys) this.#leaving.set(key, to);
    this.#unsent.add(operation.id);
    try {
      await this.#append({ t: 'queued', operation: wanted });
    } finally {
      for (const key of keys) this.#leaving.delete(key);
    }
    // What the user looks at comes first: every step of the others' may cost a window its frame.
    const shown = this.#show(wanted, 'forth');
    this.changed.emit(operation.accountId);
    await shown;
    await this.#compactIfLong();
  }

  /** Where the operations that are waiting will have taken a message in the end; null if it stays. */
  #destination({ folderId, uidValidity }: Operation, uid: number): FolderId | 'nowhere' | null {
    let to = this.#leaving.get(placeKey(folderId, uidValidity, uid)) ?? null;
    for (const other of this.#index().of(folderId, uidValidity, uid)) to = kindOf(other).leaves(other) ?? to;
    return to;
  }

  /** Where a message is that operations have moved since, as far as is known; undefined if none has. Its UID is 0 where the server did not say. */
  whereNow(folderId: FolderId, uidValidity: number, uid: number): (Place & { messageId: string }) | undefined {
    this.#moves ??= new Map(this.entries().flatMap((entry) => (entry.state === 'done' ? [...movesOf(entry)] : [])));
    let found = this.#moves.size > 0 ? this.#moves.get(placeKey(folderId, uidValidity, uid)) : undefined;
    for (let next = found; next; next = this.#moves.get(placeKey(next.place.folderId, next.place.uidValidity, next.place.uid))) found = next;
    return found && { ...found.place, messageId: found.messageId };
  }

  /** The server has renumbered a folder: what waits, and what can be taken back, goes on under the UIDs of now. Called before the mirror shows it, and once more after. */
  async renumbered(folderId: FolderId, from: number, to: number, uidOf: (uid: number) => number | undefined): Promise<void> {
    const named = namedUids(this.#ledger.values(), folderId, from);
    if (named.size === 0) return;
    const uids = [...named].flatMap((uid): [number, number][] => {
      const now = uidOf(uid);
      return now === undefined ? [] : [[uid, now]];
    });
    await this.#record({ t: 'renumbered', folderId, from, to, uids });
    for (const { operation } of this.waiting(splitFolderId(folderId).accountId)) if (operation.folderId === folderId) await this.#show(operation, 'forth');
  }

  /** Somebody else has renamed a folder: what is about it goes along. */
  async folderMoved(folderId: FolderId, to: FolderId): Promise<void> {
    if (this.entries().some(({ operation }) => operation.folderId === folderId || ('to' in operation && operation.to === folderId))) await this.#record({ t: 'folder-moved', folderId, to });
  }

  async record(record: EntryRecord): Promise<void> {
    await this.#record(record);
  }

  /** The server has it. What was shown of its messages goes on under their new UIDs, with what else is meant for them. */
  async done(record: Omit<Extract<OperationRecord, { t: 'done' }>, 't' | 'at'>): Promise<void> {
    // Only copies look other than their rows.
    const before = this.#ledger.get(record.id)?.operation.kind === 'copy' ? this.#onTheirWay() : new Travellers([]);
    await this.#record({ t: 'done', ...record, at: this.#clock.now() });
    const entry = this.#ledger.get(record.id);
    if (entry) await this.#arrive(entry, before);
  }

  async #arrive({ operation, copied }: Entry, before: Travellers): Promise<void> {
    const to = operation.kind === 'copy' ? operation.to : kindOf(operation).leaves(operation);
    if (to === null) return;
    const arrivals = arrivalsOf(operation, copied, before);
    const last = arrivals.pop();
    for (const arrival of arrivals) await this.#put({ arrivals: [arrival] });
    const next = this.entries().filter(({ state, operation: { folderId } }) => state === 'waiting' && folderId === to);
    await this.#put({ ...(last ? { arrivals: [last] } : {}), marks: next.flatMap((one) => this.#marks(one.operation, 'forth')), ...this.#guestNews() });
  }

  /** Takes its effect off messages that it left alone. */
  async reveal(id: OperationId, uids: readonly number[]): Promise<void> {
    const operation = this.#ledger.get(id)?.operation;
    const alone = new Set(uids);
    if (operation && alone.size > 0) await this.#show({ ...operation, targets: operation.targets.filter(({ uid }) => alone.has(uid)) }, 'back');
  }

  /** Refused for good: backed out, kept for the user to see. */
  async park(entry: Entry, failure: Failure): Promise<void> {
    await this.#record({ t: 'parked', id: entry.operation.id, failure });
    await this.#show(entry.operation, 'back');
  }

  async retry(id: OperationId): Promise<void> {
    const entry = this.#ledger.get(id);
    if (entry?.state !== 'parked') throw fail('not-found', say('engine-operations.notWaitingForRetry'));
    await this.#record({ t: 'retried', id });
    await this.#show(entry.operation, 'forth');
  }

  /** Gives up a parked operation (already backed out), or takes back one that has not gone yet. */
  async drop(id: OperationId): Promise<void> {
    await this.landed(id);
    const entry = this.#ledger.get(id);
    if (!entry || entry.state === 'done') throw fail('not-found', say('engine-operations.notWaiting'));
    this.#dropping.add(id);
    try {
      for (const one of aftermathOf(entry, this.#clock.now())) await this.submit(one);
      await this.#record({ t: 'dropped', id });
    } finally {
      this.#dropping.delete(id);
    }
    if (entry.state === 'waiting') await this.#show(entry.operation, 'back');
  }

  /** Forgets everything of a removed account. */
  async forget(accountId: AccountId): Promise<void> {
    for (const { operation } of this.entries()) if (operation.accountId === accountId) await this.#record({ t: 'dropped', id: operation.id });
    const gone = this.entries().filter(({ state, operation }) => state === 'waiting' && 'to' in operation && splitFolderId(operation.to).accountId === accountId);
    for (const entry of gone) await this.park(entry, failure('not-found', say('engine-operations.accountGone'), { step: 'operation' }));
  }

  /** For sync: the server's flags under everything that is still on its way. Called for every message of a first sync. */
  overlay(folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number): number {
    return this.#index().overlay(folderId, uidValidity, uid, bits, before);
  }

  /** The folders as the user has them: what is on its way is done already. */
  folders(records: readonly FolderRecord[]): readonly FolderRecord[] {
    let shown = records;
    for (const { state, operation } of this.#ledger.values()) if (state === 'waiting') shown = kindOf(operation).folders?.(operation, shown) ?? shown;
    if (shown === records) return shown;
    const lists = this.#onTheirWay().guests();
    // One that is yet to be made holds what is on its way there.
    return shown.map((folder) => (folder.wireName === '' ? { ...folder, total: lists.get(folder.id)?.length ?? 0 } : folder));
  }

  #index(): Pending { return this.#pending ??= new Pending(this.#ledger.values()); }

  /** After a crash between journal and mirror, or with a new mirror: shows again what is waiting, and has the server asked where a back-out may be missing. */
  async showWaiting(accountId: AccountId): Promise<void> {
    const doubtful = (await this.#mirror.query('folders', { accountId })).filter(({ id, checkpoint }) => this.#doubtful.has(id) && checkpoint.uidValidity !== 0);
    if (doubtful.length) await this.#mirror.apply({ checkpoints: doubtful.map(({ id, checkpoint }) => ({ folderId: id, checkpoint: { ...checkpoint, highestModseq: '0', complete: false } })) });
    for (const { id } of doubtful) this.#doubtful.delete(id);
    // What was done right before the end may not have been shown: sync would bring it, but not without a line.
    for (const id of this.#doneLast.splice(0)) {
      const entry = this.#ledger.get(id);
      if (entry) for (const arrival of arrivalsOf(entry.operation, entry.copied, this.#onTheirWay())) await this.#put({ arrivals: [arrival] });
    }
    await this.#put({ marks: this.waiting(accountId).flatMap(({ operation }) => this.#marks(operation, 'forth')), ...this.#guestNews(accountId) });
  }

  async #record(record: OperationRecord): Promise<void> {
    const accountId = record.t === 'queued' ? record.operation.accountId : 'id' in record ? this.#ledger.get(record.id)?.operation.accountId : splitFolderId(record.folderId).accountId;
    await this.#append(record);
    await this.#compactIfLong();
    if (accountId) this.changed.emit(accountId);
  }

  /** Resolves once it is in the journal and in the ledger. */
  async #append(record: OperationRecord): Promise<void> {
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

  async #compactIfLong(): Promise<void> {
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
      const since = this.#clock.now() - UNDO_MS;
      for (const [id, entry] of this.#ledger) if (isPast(entry, since)) this.#ledger.delete(id);
      await this.#journal.compact(compactRecords(this.#ledger, since));
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

  /** Sync writes a message's keywords as the server has them: what is still on its way goes on top again. */
  #keepKeywords(folders: ReadonlySet<FolderId>): void {
    for (const { state, operation } of this.#ledger.values()) {
      if (state !== 'waiting' || operation.kind !== 'set-keywords' || !folders.has(operation.folderId)) continue;
      void this.#show(operation, 'forth');
    }
  }

  /** Writes an operation's effect, or its reverse, into the mirror. Without a mirror there is nothing to show: sync lays it over later. */
  async #show(operation: Operation, way: 'forth' | 'back'): Promise<void> {
    const travels = operation.kind === 'copy' || kindOf(operation).leaves(operation) !== null || this.entries().some((one) => one.state === 'waiting' && one.operation.kind === 'copy');
    const marks = this.#marks(operation, way);
    const { promise: put, resolve, reject } = Promise.withResolvers<boolean>();
    // The windows before the mirror, which others wait for too.
    try {
      this.marked.emit({ marks, put });
    } finally {
      this.#put({ marks, ...(travels ? this.#guestNews() : {}) }).then(resolve, reject);
    }
    const shown = await put;
    if (!shown && way === 'back') this.#doubtful.add(operation.folderId);
  }

  /** Backing out one leaves what the others make of it. */
  #marks(operation: Operation, way: 'forth' | 'back'): Mark[] {
    const own = marksFor(operation, way, (uid) => this.#index().of(operation.folderId, operation.uidValidity, uid));
    return operation.kind === 'empty' && way === 'back' ? [...own, ...stillMarked(operation, this.#ledger.values())] : own;
  }

  #onTheirWay(): Travellers { return this.#travellers ??= new Travellers(this.entries().filter(({ state }) => state === 'waiting')); }

  /** Where a message is on show that is on its way; undefined if it is not. */
  traveller(place: Place): Traveller | undefined { return this.#onTheirWay().at(place); }

  /** Messages that are seen in a folder and on their way there. */
  comingTo(folderId: FolderId): MessageId[] {
    return (this.#onTheirWay().guests().get(folderId) ?? []).map(({ place }) => messageId(place.folderId, place.uidValidity, place.uid));
  }

  /** What the mirror does not know yet of the messages on their way. `all`: of this account's folders, whatever it has been told. */
  #guestNews(all?: AccountId): Pick<Batch, 'guests'> {
    const lists = this.#onTheirWay().guests();
    const told: { folderId: FolderId; guests: Guest[] }[] = [];
    for (const folderId of new Set([...this.#guests.keys(), ...lists.keys()])) {
      const guests = lists.get(folderId) ?? [];
      const now = guests.length > 0 ? JSON.stringify(guests) : '';
      const own = all !== undefined && splitFolderId(folderId).accountId === all;
      if (!own && (this.#guests.get(folderId) ?? '') === now) continue;
      if (now === '') this.#guests.delete(folderId);
      else this.#guests.set(folderId, now);
      told.push({ folderId, guests });
    }
    return all === undefined && told.length === 0 ? {} : { guests: { ...(all === undefined ? {} : { of: [all] }), lists: told } };
  }

  /** Whether the mirror has it. */
  async #put(batch: Batch): Promise<boolean> {
    if (batch.marks?.length === 0) delete batch.marks;
    if (Object.keys(batch).length === 0) return true;
    try {
      if (isUsable(this.#mirror)) {
        await this.#mirror.apply(batch);
        return true;
      }
    } catch (error) {
      // It has just gone away. What is in the journal counts; the effect is shown when a mirror comes up.
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
    }
    this.#guests.clear();
    return false;
  }
}
