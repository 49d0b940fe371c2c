/** The operations of all accounts: journal first, then the local effect, then (elsewhere) the server. */
import { fail, failure, type Failure } from '../../shared/failure.ts';
import { messageId, splitFolderId, type AccountId, type FolderId, type MessageId, type OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock } from '../ports.ts';
import { Effects } from './effects.ts';
import { followedFolder } from './folder-followed.ts';
import { withWaiting } from './folder-overlay.ts';
import { aftermathOf } from './given-up.ts';
import { KeptLedger } from './kept-ledger.ts';
import { kindOf } from './kind-of.ts';
import type { Entry } from './ledger.ts';
import { NO_MASK, type Mask } from './mask.ts';
import { placeKey, type Place } from './moved-on.ts';
import { namedUids } from './renumbered.ts';
import type { EntryRecord, Operation, OperationRecord } from './operation.ts';
import { Travellers, type Traveller } from './travellers.ts';

export class OperationQueue {
  /** Some operation of this account changed its state. */
  readonly changed: Emitter<AccountId> = createEmitter<AccountId>();
  readonly #ledger: KeptLedger;
  readonly #effects: Effects;
  readonly #clock: Clock;
  readonly #inFlight = new Set<OperationId>();
  /** Being taken back at this moment: they must not leave any more. */
  readonly #dropping = new Set<OperationId>();
  /** Messages of operations on their way into the journal that will take them out of their folder, and where to. */
  readonly #leaving = new Map<string, FolderId | 'nowhere'>();
  /** Never on the wire so far, so the server cannot have them; of an earlier run nobody can say. */
  readonly #unsent = new Set<OperationId>();

  constructor(journal: JournalFile<OperationRecord>, mirror: MirrorClient, clock: Clock) {
    this.#clock = clock;
    this.#ledger = new KeptLedger(journal, mirror, clock);
    this.#effects = new Effects(this.#ledger, mirror);
  }

  get marked(): Effects['marked'] { return this.#effects.marked; }

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

  /** The server cannot have it. */
  isUnsent(id: OperationId): boolean { return this.#unsent.has(id); }

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
      await this.#ledger.append({ t: 'queued', operation: wanted });
    } finally {
      for (const key of keys) this.#leaving.delete(key);
    }
    // What the user looks at comes first: every step of the others' may cost a window its frame.
    const shown = this.#effects.show(wanted, 'forth');
    this.changed.emit(operation.accountId);
    await shown;
    await this.#ledger.compactIfLong();
  }

  /** Where the operations that are waiting will have taken a message in the end; null if it stays. */
  #destination({ folderId, uidValidity }: Operation, uid: number): FolderId | 'nowhere' | null {
    let to = this.#leaving.get(placeKey(folderId, uidValidity, uid)) ?? null;
    for (const other of this.#ledger.pending().of(folderId, uidValidity, uid)) to = kindOf(other).leaves(other) ?? to;
    return to;
  }

  /** Where a message is that operations have moved since, as far as is known; undefined if none has. Its UID is 0 where the server did not say. */
  whereNow(folderId: FolderId, uidValidity: number, uid: number): (Place & { messageId: string }) | undefined {
    return this.#ledger.whereNow(folderId, uidValidity, uid);
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
    for (const { operation } of this.waiting(splitFolderId(folderId).accountId)) if (operation.folderId === folderId) await this.#effects.show(operation, 'forth');
  }

  /** Somebody else has renamed a folder: what is about it goes along. */
  async folderMoved(folderId: FolderId, to: FolderId): Promise<void> {
    if (this.entries().some((entry) => followedFolder(entry, (id) => (id === folderId ? to : id)) !== entry)) await this.#record({ t: 'folder-moved', folderId, to });
  }

  async record(record: EntryRecord): Promise<void> {
    await this.#record(record);
  }

  /** The server has it. What was shown of its messages goes on under their new UIDs, with what else is meant for them. `told`: what else it was told of those that are left. */
  async done(record: Omit<Extract<OperationRecord, { t: 'done' }>, 't' | 'at'>, told: Mask = NO_MASK): Promise<void> {
    this.#effects.doing(record.id);
    // Only copies look other than their rows.
    const before = this.#ledger.get(record.id)?.operation.kind === 'copy' ? this.#ledger.onTheirWay() : new Travellers([]);
    await this.#record({ t: 'done', ...record, at: this.#clock.now() });
    const entry = this.#ledger.get(record.id);
    if (entry) await this.#effects.arrive(entry, before, told);
  }

  /** Takes its effect off messages that it left alone. */
  async reveal(id: OperationId, uids: readonly number[]): Promise<void> {
    const operation = this.#ledger.get(id)?.operation;
    const alone = new Set(uids);
    if (operation && alone.size > 0) await this.#effects.show({ ...operation, targets: operation.targets.filter(({ uid }) => alone.has(uid)) }, 'back');
  }

  /** Refused for good: backed out, kept for the user to see. */
  async park(entry: Entry, failure: Failure): Promise<void> {
    await this.#record({ t: 'parked', id: entry.operation.id, failure });
    await this.#effects.show(entry.operation, 'back');
  }

  async retry(id: OperationId): Promise<void> {
    const entry = this.#ledger.get(id);
    if (entry?.state !== 'parked') throw fail('not-found', say('engine-operations.notWaitingForRetry'));
    await this.#record({ t: 'retried', id });
    await this.#effects.show(entry.operation, 'forth');
  }

  /** Gives up a parked operation (already backed out), or takes back one that has not gone yet. */
  async drop(id: OperationId): Promise<void> {
    this.#dropping.add(id);
    let entry: Entry | undefined;
    try {
      await this.landed(id);
      entry = this.#ledger.get(id);
      if (!entry || entry.state === 'done') throw fail('not-found', say('engine-operations.notWaiting'));
      for (const one of aftermathOf(entry, this.#clock.now())) await this.submit(one);
      await this.#record({ t: 'dropped', id });
    } finally {
      this.#dropping.delete(id);
    }
    if (entry.state === 'waiting') await this.#effects.show(entry.operation, 'back');
  }

  /** Forgets everything of a removed account. */
  async forget(accountId: AccountId): Promise<void> {
    for (const { operation } of this.entries()) if (operation.accountId === accountId) await this.#record({ t: 'dropped', id: operation.id });
    const gone = this.entries().filter(({ state, operation }) => state === 'waiting' && 'to' in operation && splitFolderId(operation.to).accountId === accountId);
    for (const entry of gone) await this.park(entry, failure('not-found', say('engine-operations.accountGone'), { step: 'operation' }));
  }

  /** For sync: the server's flags under everything that is still on its way. Called for every message of a first sync. */
  overlay(folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number): number {
    return this.#ledger.pending().overlay(folderId, uidValidity, uid, bits, before);
  }

  /** The folders as the user has them: what is on its way is done already. */
  folders(records: readonly FolderRecord[]): readonly FolderRecord[] {
    const shown = withWaiting(records, this.entries().flatMap(({ state, operation }) => (state === 'waiting' ? [operation] : [])));
    if (shown === records) return shown;
    const lists = this.#ledger.onTheirWay().guests();
    // One that is yet to be made holds what is on its way there.
    return shown.map((folder) => (folder.wireName === '' ? { ...folder, total: lists.get(folder.id)?.length ?? 0 } : folder));
  }

  /** After a crash between journal and mirror, or with a new mirror. */
  async showWaiting(accountId: AccountId): Promise<void> {
    await this.#effects.showAgain(accountId, this.waiting(accountId));
  }

  async #record(record: OperationRecord): Promise<void> {
    const accountId = record.t === 'queued' ? record.operation.accountId : 'id' in record ? this.#ledger.get(record.id)?.operation.accountId : splitFolderId(record.folderId).accountId;
    await this.#ledger.append(record);
    await this.#ledger.compactIfLong();
    if (accountId) this.changed.emit(accountId);
  }

  /** Where a message is on show that is on its way; undefined if it is not. */
  traveller(place: Place): Traveller | undefined { return this.#ledger.onTheirWay().at(place); }

  /** Messages that are seen in a folder and on their way there. */
  comingTo(folderId: FolderId): MessageId[] {
    return (this.#ledger.onTheirWay().guests().get(folderId) ?? []).map(({ place }) => messageId(place.folderId, place.uidValidity, place.uid));
  }
}
