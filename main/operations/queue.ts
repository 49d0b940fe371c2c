/** The operations of all accounts: journal first, then the local effect, then (elsewhere) the server. */
import { fail, isFailure, type Failure } from '../../shared/failure.ts';
import type { AccountId, FolderId, OperationId } from '../../shared/ids.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { readRows } from '../mirror/read-rows.ts';
import { isUsable } from '../mirror/usable.ts';
import type { FlagChange } from '../mirror/protocol/batch.ts';
import type { Clock } from '../ports.ts';
import { applyRecord, compactRecords, readLedger, type Entry } from './ledger.ts';
import { backOut, localEffect, overlayFlags } from './local-effect.ts';
import type { Copied, Operation, OperationRecord } from './operation.ts';

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
  /** Messages of operations on their way into the journal that will take them out of their folder. */
  readonly #leaving = new Set<string>();
  /** Folders where an effect could not be backed out, because the mirror was away. */
  readonly #doubtful = new Set<FolderId>();
  /** Appends whose record is not in the ledger yet. */
  #appending = 0;
  #compactAt = COMPACT_AT;
  /** Waiting operations by folder and UID; null when the ledger has changed since. */
  #pending: Map<string, Map<number, Operation[]>> | null = null;

  constructor(journal: JournalFile<OperationRecord>, mirror: MirrorClient, clock: Clock) {
    this.#journal = journal;
    this.#mirror = mirror;
    this.#clock = clock;
    this.#ledger = readLedger(journal.records);
    for (const folderId of backedOutLast(journal.records)) this.#doubtful.add(folderId);
  }

  entries(): readonly Entry[] { return [...this.#ledger.values()]; }
  entry(id: OperationId): Entry | undefined { return this.#ledger.get(id); }

  /** Waiting operations of an account, oldest first. */
  waiting(accountId: AccountId): Entry[] {
    return this.entries().filter(({ state, operation }) => state === 'waiting' && operation.accountId === accountId && !this.#dropping.has(operation.id));
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

  /**
   * Resolves once the operation is in the journal. Its local effect follows at once, or when the mirror is back.
   * Messages that are leaving the folder already are left out: a second copy of them would be one too many.
   */
  async submit(operation: Operation): Promise<void> {
    const leaves = operation.kind !== 'set-flags';
    const targets = leaves ? operation.targets.filter(({ uid }) => !this.#isLeaving(operation, uid)) : operation.targets;
    if (targets.length === 0) return;
    const wanted = { ...operation, targets };
    const keys = leaves ? targets.map(({ uid }) => placeOf(operation, uid)) : [];
    for (const key of keys) this.#leaving.add(key);
    try {
      await this.#record({ t: 'queued', operation: wanted });
    } finally {
      for (const key of keys) this.#leaving.delete(key);
    }
    await this.#show(wanted, localEffect);
  }

  #isLeaving(operation: Operation, uid: number): boolean {
    return this.#leaving.has(placeOf(operation, uid)) || this.#pendingOf(operation.folderId, operation.uidValidity, uid).some(({ kind }) => kind !== 'set-flags');
  }

  async record(record: Exclude<OperationRecord, { t: 'queued' }>): Promise<void> {
    await this.#record(record);
  }

  /** The server has it. `copied`: where the messages went, if it said so. */
  async done(id: OperationId, copied: Copied | null): Promise<void> {
    await this.#record({ t: 'done', id, copied, at: this.#clock.now() });
  }

  /** Refused for good: backed out, kept for the user to see. */
  async park(entry: Entry, failure: Failure): Promise<void> {
    await this.#record({ t: 'parked', id: entry.operation.id, failure });
    await this.#show(entry.operation, backOut);
  }

  async retry(id: OperationId): Promise<void> {
    const entry = this.#ledger.get(id);
    if (entry?.state !== 'parked') throw fail('not-found', 'This operation is no longer waiting for a retry.');
    await this.#record({ t: 'retried', id });
    await this.#show(entry.operation, localEffect);
  }

  /** Gives up a parked operation (already backed out), or takes back one that has not gone yet. */
  async drop(id: OperationId): Promise<void> {
    await this.landed(id);
    const entry = this.#ledger.get(id);
    if (!entry || entry.state === 'done') throw fail('not-found', 'This operation is no longer waiting.');
    this.#dropping.add(id);
    try {
      await this.#record({ t: 'dropped', id });
    } finally {
      this.#dropping.delete(id);
    }
    if (entry.state === 'waiting') await this.#show(entry.operation, backOut);
  }

  /** Forgets everything of a removed account. */
  async forget(accountId: AccountId): Promise<void> {
    for (const { operation } of this.entries()) if (operation.accountId === accountId) await this.#record({ t: 'dropped', id: operation.id });
  }

  /** For sync: the server's flags under everything that is still on its way. Called for every message of a first sync. */
  overlay(folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number): number {
    return overlayFlags(this.#pendingOf(folderId, uidValidity, uid), bits, before);
  }

  #pendingOf(folderId: FolderId, uidValidity: number, uid: number): readonly Operation[] {
    this.#pending ??= indexPending(this.#ledger.values());
    return this.#pending.get(`${uidValidity}@${folderId}`)?.get(uid) ?? NONE;
  }

  /** After a crash between journal and mirror, or with a new mirror: shows again what is waiting, and has the server asked where a back-out may be missing. */
  async showWaiting(accountId: AccountId): Promise<void> {
    const doubtful = (await this.#mirror.query('folders', { accountId })).filter(({ id, checkpoint }) => this.#doubtful.has(id) && checkpoint.uidValidity !== 0);
    if (doubtful.length) await this.#mirror.apply({ checkpoints: doubtful.map(({ id, checkpoint }) => ({ folderId: id, checkpoint: { ...checkpoint, highestModseq: '0', complete: false } })) });
    for (const { id } of doubtful) this.#doubtful.delete(id);
    for (const { operation } of this.waiting(accountId)) await this.#show(operation, localEffect);
  }

  async #record(record: OperationRecord): Promise<void> {
    const accountId = record.t === 'queued' ? record.operation.accountId : this.#ledger.get(record.id)?.operation.accountId;
    this.#appending++;
    try {
      await this.#journal.append(record);
      applyRecord(this.#ledger, record);
      this.#pending = null;
    } finally {
      this.#appending--;
    }
    // A record that is on the disk and not yet in the ledger would be cut away with the rest: its turn comes right after.
    if (this.#journal.size > this.#compactAt && this.#appending === 0) await this.#compact();
    if (accountId) this.changed.emit(accountId);
  }

  async #compact(): Promise<void> {
    const since = this.#clock.now() - UNDO_MS;
    for (const [id, entry] of this.#ledger) if (entry.state === 'done' && (entry.doneAt ?? 0) < since) this.#ledger.delete(id);
    // What is still needed may be more than that: then not with every record.
    this.#compactAt = Infinity;
    try {
      await this.#journal.compact(compactRecords(this.#ledger, since));
    } catch (error) {
      // The record is safe all the same, and the longer file stays.
      if (!isFailure(error, 'storage')) throw error;
    } finally {
      this.#compactAt = Math.max(COMPACT_AT, this.#journal.size * 2);
    }
  }

  /** Writes an operation's effect, or its reverse, on the mirror's flags. Without a mirror there is nothing to show: sync lays it over later. */
  async #show(operation: Operation, effect: (operation: Operation, bits: number) => number): Promise<void> {
    try {
      if (isUsable(this.#mirror)) return await this.#write(operation, effect);
    } catch (error) {
      // It has just gone away. What is in the journal counts; the effect is shown when a mirror comes up.
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
    }
    if (effect === backOut) this.#doubtful.add(operation.folderId);
  }

  async #write(operation: Operation, effect: (operation: Operation, bits: number) => number): Promise<void> {
    const { folderId } = operation;
    const { uidValidity, rows } = await readRows(this.#mirror, folderId, operation.targets.map((target) => target.uid));
    if (uidValidity !== operation.uidValidity) return;
    const changes = rows.flatMap((row): FlagChange[] => {
      const uid = (row.summary as [number])[0];
      // Backing out one leaves what the others make of it.
      const bits = this.#pendingOf(folderId, uidValidity, uid).reduce((now, other) => localEffect(other, now), effect(operation, row.flags));
      return bits === row.flags ? [] : [[uid, bits, row.keywords]];
    });
    if (changes.length) await this.#mirror.apply({ flags: [{ folderId, changes }] });
  }
}

const NONE: readonly Operation[] = [];
/** How far back a crash can have come between a record and its effect: as many as may have been on their way at once. */
const TAIL = 20;

const placeOf = ({ folderId, uidValidity }: Operation, uid: number): string => `${uidValidity}:${uid}@${folderId}`;

/** Folders of what was parked or dropped right before the end: whether the mirror was told is not certain. */
function backedOutLast(records: readonly OperationRecord[]): FolderId[] {
  const ids = new Set(records.slice(-TAIL).flatMap((record) => (record.t === 'parked' || record.t === 'dropped' ? [record.id] : [])));
  return records.flatMap((record) => (record.t === 'queued' && ids.has(record.operation.id) ? [record.operation.folderId] : []));
}

function indexPending(entries: Iterable<Entry>): Map<string, Map<number, Operation[]>> {
  const index = new Map<string, Map<number, Operation[]>>();
  for (const { state, operation } of entries) {
    if (state !== 'waiting') continue;
    const key = `${operation.uidValidity}@${operation.folderId}`;
    const byUid = index.get(key) ?? new Map<number, Operation[]>();
    index.set(key, byUid);
    for (const { uid } of operation.targets) byUid.set(uid, [...(byUid.get(uid) ?? []), operation]);
  }
  return index;
}
