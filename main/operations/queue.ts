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
  /** Waiting operations by folder and UID; null when the ledger has changed since. */
  #pending: Map<string, Map<number, Operation[]>> | null = null;

  constructor(journal: JournalFile<OperationRecord>, mirror: MirrorClient, clock: Clock) {
    this.#journal = journal;
    this.#mirror = mirror;
    this.#clock = clock;
    this.#ledger = readLedger(journal.records);
  }

  entries(): readonly Entry[] { return [...this.#ledger.values()]; }
  entry(id: OperationId): Entry | undefined { return this.#ledger.get(id); }

  /** Waiting operations of an account, oldest first. */
  waiting(accountId: AccountId): Entry[] {
    return this.entries().filter((entry) => entry.state === 'waiting' && entry.operation.accountId === accountId);
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

  /** Resolves once the operation is in the journal. Its local effect follows at once, or when the mirror is back. */
  async submit(operation: Operation): Promise<void> {
    await this.#record({ t: 'queued', operation });
    await this.#show(operation, localEffect);
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
    await this.#record({ t: 'dropped', id });
    if (entry.state === 'waiting') await this.#show(entry.operation, backOut);
  }

  /** Forgets everything of a removed account. */
  async forget(accountId: AccountId): Promise<void> {
    for (const { operation } of this.entries()) if (operation.accountId === accountId) await this.#record({ t: 'dropped', id: operation.id });
  }

  /** For sync: the server's flags under everything that is still on its way. Called for every message of a first sync. */
  overlay(folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number): number {
    this.#pending ??= indexPending(this.#ledger.values());
    return overlayFlags(this.#pending.get(`${uidValidity}@${folderId}`)?.get(uid) ?? NONE, bits, before);
  }

  /** After a crash between journal and mirror, or with a new mirror: shows again what is waiting. */
  async showWaiting(accountId: AccountId): Promise<void> {
    for (const { operation } of this.waiting(accountId)) await this.#show(operation, localEffect);
  }

  async #record(record: OperationRecord): Promise<void> {
    await this.#journal.append(record);
    const accountId = record.t === 'queued' ? record.operation.accountId : this.#ledger.get(record.id)?.operation.accountId;
    applyRecord(this.#ledger, record);
    this.#pending = null;
    if (this.#journal.size > COMPACT_AT) await this.#compact();
    if (accountId) this.changed.emit(accountId);
  }

  async #compact(): Promise<void> {
    const since = this.#clock.now() - UNDO_MS;
    for (const [id, entry] of this.#ledger) if (entry.state === 'done' && (entry.doneAt ?? 0) < since) this.#ledger.delete(id);
    await this.#journal.compact(compactRecords(this.#ledger, since));
  }

  /** Writes an operation's effect, or its reverse, on the mirror's flags. Without a mirror there is nothing to show: sync lays it over later. */
  async #show(operation: Operation, effect: (operation: Operation, bits: number) => number): Promise<void> {
    if (!isUsable(this.#mirror)) return;
    try {
      await this.#write(operation, effect);
    } catch (error) {
      // It has just gone away. What is in the journal counts; the effect is shown when a mirror comes up.
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
    }
  }

  async #write(operation: Operation, effect: (operation: Operation, bits: number) => number): Promise<void> {
    const { folderId } = operation;
    const { uidValidity, rows } = await readRows(this.#mirror, folderId, operation.targets.map((target) => target.uid));
    if (uidValidity !== operation.uidValidity) return;
    const changes = rows.flatMap((row): FlagChange[] => {
      const uid = (row.summary as [number])[0];
      const bits = effect(operation, row.flags);
      return bits === row.flags ? [] : [[uid, bits, row.keywords]];
    });
    if (changes.length) await this.#mirror.apply({ flags: [{ folderId, changes }] });
  }
}

const NONE: readonly Operation[] = [];

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
