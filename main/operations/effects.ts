/** What operations look like before the server has them: written into the mirror and backed out of it. */
import { isFailure } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId, type OperationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { createEmitter } from '../emitter.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Batch, Mark } from '../mirror/protocol/batch.ts';
import type { Guest } from '../mirror/protocol/guest.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isUsable } from '../mirror/usable.ts';
import type { KeptLedger } from './kept-ledger.ts';
import { kindOf } from './kind-of.ts';
import { TAIL, type Entry } from './ledger.ts';
import { marksFor, stillMarked, unhiding } from './marks.ts';
import type { Mask } from './mask.ts';
import type { Operation } from './operation.ts';
import { arrivalsOf, type Travellers } from './travellers.ts';

export class Effects {
  /** An effect is certain, being in the journal, and on its way into the mirror; `put` says whether it got there. */
  readonly marked = createEmitter<{ readonly marks: readonly Mark[]; readonly put: Promise<boolean> }>();
  readonly #ledger: KeptLedger;
  readonly #mirror: MirrorClient;
  /** Folders where an effect could not be backed out, because the mirror was away. */
  readonly #doubtful: Set<FolderId>;
  /** What was to be backed out there. The server is asked for its flags, but that something is hidden it does not know. */
  #missed: readonly Operation[];
  /** Done last, the run before included: a mirror that dies or is put back a little may not have been told, or have forgotten it. */
  readonly #doneLast: OperationId[];
  /** What the mirror was told last of the messages on their way to each folder. */
  readonly #guests = new Map<FolderId, string>();

  constructor(ledger: KeptLedger, mirror: MirrorClient) {
    this.#ledger = ledger;
    this.#mirror = mirror;
    this.#missed = ledger.backedOutLast;
    this.#doubtful = new Set(this.#missed.map(({ folderId }) => folderId));
    this.#doneLast = [...ledger.doneLast];
    mirror.onChanges(({ folders }) => this.#keepKeywords(new Set(folders.map((folder) => folder.folderId))));
  }

  /** Writes an operation's effect, or its reverse, into the mirror. Without a mirror there is nothing to show: sync lays it over later. */
  async show(operation: Operation, way: 'forth' | 'back'): Promise<void> {
    const travels = operation.kind === 'copy' || kindOf(operation).leaves(operation) !== null || this.#waiting().some((one) => one.operation.kind === 'copy');
    const marks = this.#marks(operation, way);
    const { promise: put, resolve, reject } = Promise.withResolvers<boolean>();
    // The windows before the mirror, which others wait for too.
    try {
      this.marked.emit({ marks, put });
    } finally {
      this.#put({ marks, ...(travels ? this.#guestNews() : {}) }).then(resolve, reject);
    }
    const shown = await put;
    if (shown || way === 'forth') return;
    this.#doubtful.add(operation.folderId);
    this.#missed = [...this.#missed, operation];
  }

  /** The journal is about to be told that the server has it. */
  doing(id: OperationId): void {
    this.#doneLast.push(id);
    this.#doneLast.splice(0, this.#doneLast.length - TAIL);
  }

  /**
   * The server has it: what was shown of its messages goes on under their new UIDs, with what else is meant for them. `before`: who was on the way until then.
   * What it could only mark stays, out of sight, with the mark and what else it was `told` of them.
   */
  async arrive({ operation, copied, left }: Entry, before: Travellers, told: Mask): Promise<void> {
    const to = operation.kind === 'copy' ? operation.to : kindOf(operation).leaves(operation);
    if (to === null) return;
    const { folderId, uidValidity } = operation;
    const arrivals = arrivalsOf(operation, copied, before);
    const last = arrivals.pop();
    for (const arrival of arrivals) await this.#put({ arrivals: [arrival] });
    const marks = this.#waiting().filter((next) => next.operation.folderId === to).flatMap((next) => this.#marks(next.operation, 'forth'));
    if (left.length > 0) marks.unshift({ folderId, uidValidity, uids: [...left], add: FLAG.deleted | told.add, remove: told.remove });
    await this.#put({ ...(last ? { arrivals: [last] } : {}), marks, ...this.#guestNews() });
  }

  /** After a crash between journal and mirror, or with a new mirror: shows again what is waiting, and has the server asked where a back-out may be missing. */
  async showAgain(accountId: AccountId, waiting: readonly Entry[]): Promise<void> {
    const doneLast = this.#doneLast.flatMap((id) => this.#ledger.get(id) ?? []).filter(({ state, operation }) => state === 'done' && operation.accountId === accountId);
    const touched = new Set(doneLast.map(({ operation }) => operation.folderId));
    // What the server has done shows in its mod-sequences, where it has them; what was backed out it has never heard of.
    const isDoubtful = ({ id, checkpoint }: FolderRecord): boolean => this.#doubtful.has(id) || (touched.has(id) && checkpoint.highestModseq === '0');
    const doubtful = (await this.#mirror.query('folders', { accountId })).filter((folder) => folder.checkpoint.uidValidity !== 0 && isDoubtful(folder));
    if (doubtful.length) await this.#mirror.apply({ checkpoints: doubtful.map(({ id, checkpoint }) => ({ folderId: id, checkpoint: { ...checkpoint, highestModseq: '0', complete: false } })) });
    for (const { id } of doubtful) this.#doubtful.delete(id);
    // Sync would bring what was moved, but not without a line.
    for (const { operation, copied } of doneLast) for (const arrival of arrivalsOf(operation, copied, this.#ledger.onTheirWay())) await this.#put({ arrivals: [arrival] });
    const shown = new Set(doneLast.map(({ operation }) => operation.id));
    this.#doneLast.splice(0, Infinity, ...this.#doneLast.filter((id) => !shown.has(id)));
    const missed = this.#missed.filter((operation) => operation.accountId === accountId);
    const revealed = missed.flatMap((operation) => [...unhiding(operation), ...stillMarked(operation, this.#ledger.values())]);
    const put = await this.#put({ marks: [...revealed, ...waiting.flatMap(({ operation }) => this.#marks(operation, 'forth'))], ...this.#guestNews(accountId) });
    if (put) this.#missed = this.#missed.filter((operation) => !missed.includes(operation));
  }

  /** Sync writes a message's keywords as the server has them: what is still on its way goes on top again. */
  #keepKeywords(folders: ReadonlySet<FolderId>): void {
    for (const { operation } of this.#waiting()) if (operation.kind === 'set-keywords' && folders.has(operation.folderId)) void this.show(operation, 'forth');
  }

  #waiting(): Entry[] { return [...this.#ledger.values()].filter(({ state }) => state === 'waiting'); }

  /** Backing out one leaves what the others make of it. */
  #marks(operation: Operation, way: 'forth' | 'back'): Mark[] {
    const own = marksFor(operation, way, (uid) => this.#ledger.pending().of(operation.folderId, operation.uidValidity, uid));
    return operation.kind === 'empty' && way === 'back' ? [...own, ...stillMarked(operation, this.#ledger.values(), operation.id)] : own;
  }

  /** What the mirror does not know yet of the messages on their way. `all`: of this account's folders, whatever it has been told. */
  #guestNews(all?: AccountId): Pick<Batch, 'guests'> {
    const lists = this.#ledger.onTheirWay().guests();
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
