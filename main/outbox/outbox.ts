/** Takes messages over, sends each exactly once, and files the copy. Everything is in the journal before it happens. */
import { canRetry, detailOf, fail, failure, type Failure, isFailure, saidOf, toFailure } from '../../shared/failure.ts';
import type { AccountId, OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { Clock, Log } from '../ports.ts';
import { backoff } from '../sync/backoff.ts';
import { recipientsOf, stillLeftOut, triedLongEnough, type Refused } from './left-out.ts';
import type { LetterBook } from './letter-book.ts';
import { markOf } from './same-letter.ts';
import { interrupted, type SendEntry } from './send-ledger.ts';
import type { Send, SendRecord } from './send-record.ts';

export interface OutboxOptions {
  book: LetterBook;
  clock: Clock;
  chance(): number;
  log: Log;
  /** Hands the message to the account's submission server, for these recipients. Rejects with FailureError; 'delivery-unknown' if it may have gone. Answers those of them who are refused. `beforeEnd` must have resolved before the end of the message can leave. */
  submit(send: Send, to: readonly string[], beforeEnd: () => Promise<void>): Promise<{ refused: Refused[] }>;
  /** Sees to it that the message is in Sent, once; repeating it does no harm. */
  fileCopy(send: Send): Promise<void>;
  /** The server has the message: time to mark what it answers. Repeating it does no harm. */
  onAccepted(send: Send): Promise<void>;
}

/** Why a letter has not gone yet (null: it went to some of them), and when it is tried again, milliseconds since 1970; null: at this moment. */
export interface NextTry { readonly failure: Failure | null; readonly retryAt: number | null }

type EndRecord = Extract<SendRecord, { t: 'accepted' | 'not-sent' | 'parked' }>;

/** Longest wait for a submission server's last word when closing. */
const CLOSING_MS = 5_000;

export class Outbox {
  readonly changed: Emitter<AccountId> = createEmitter<AccountId>();
  readonly #options: OutboxOptions;
  readonly #ledger: ReadonlyMap<OperationId, SendEntry>;
  readonly #busy = new Set<OperationId>();
  readonly #attempts = new Map<OperationId, number>();
  /** Of which the end may have left, or is about to. */
  readonly #ending = new Set<OperationId>();
  /** Taken back by hand while they are being tried: their end must not leave any more. */
  readonly #takenBack = new Set<OperationId>();
  /** Cancels the next tries. A process with one of them left would not end before it is due. */
  readonly #due = new Map<OperationId, () => void>();
  readonly #nextTries = new Map<OperationId, NextTry>();
  #closed = false;
  /** Sends whose last octets may have left. */
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#ledger = options.book.sends;
  }

  entries(): readonly SendEntry[] { return [...this.#ledger.values()]; }
  entry(id: OperationId): SendEntry | undefined { return this.#ledger.get(id); }
  /** Of one that was tried before and waits. */
  nextTry(id: OperationId): NextTry | undefined {
    const next = this.#nextTries.get(id);
    return next && { ...next, retryAt: this.#busy.has(id) ? null : next.retryAt };
  }

  /**
   * Resolves once the message is in the journal: from then on it is Godwit's to deliver. Answers under which id: asked twice for the same
   * draft, it is still one message. Rejects where that draft went out with other words: these have not gone.
   */
  async queue(send: Send): Promise<OperationId> {
    const sent = send.draft && this.#options.book.drafts.get(send.draft);
    if (sent?.state === 'sent') {
      if (sent.mark !== undefined && send.outgoing && markOf(send.outgoing) !== sent.mark) throw fail('invalid-input', say('engine-outbox.sentOtherwise'));
      return sent.send;
    }
    const replaced = send.replaces && this.#ledger.get(send.replaces);
    if (replaced && (replaced.state !== 'parked' || (replaced.accepted && !replaced.copyFiled))) throw fail('server-no', say('engine-outbox.replacedIsOnItsWay'));
    // Nobody else takes it up meanwhile.
    if (send.replaces) this.#busy.add(send.replaces);
    try {
      await this.#record({ t: 'queued', send });
    } finally {
      if (send.replaces) this.#busy.delete(send.replaces);
      this.kick();
    }
    return send.id;
  }

  /** Goes through everything that can be done now. */
  kick(): void {
    if (!this.#closed) void this.#writeHeld();
    for (const [id, entry] of this.#ledger) {
      if (this.#closed || this.#busy.has(id) || (entry.state !== 'waiting' && entry.state !== 'accepted')) continue;
      this.#busy.add(id);
      if (this.#nextTries.has(id)) this.changed.emit(entry.send.accountId);
      void this.#carry(id).catch((error: unknown) => {
        this.#options.log('error', 'outbox.stuck', { code: toFailure(error).code });
      }).finally(() => {
        this.#busy.delete(id);
        if (this.#nextTries.has(id)) this.changed.emit(entry.send.accountId);
        // Whoever took it back may have asked for it again meanwhile.
        if (this.#takenBack.delete(id)) this.kick();
      });
    }
  }

  /** One that is parked, or waits for its next try. */
  async retry(id: OperationId): Promise<void> {
    if (this.#nextTries.has(id)) return this.kick();
    if (this.#ledger.get(id)?.state !== 'parked') throw fail('not-found', say('engine-outbox.notWaitingForRetry'));
    await this.#record({ t: 'retried', id });
    this.kick();
  }

  drop(id: OperationId): Promise<void> {
    return this.#settleByHand({ t: 'dropped', id });
  }

  /** One that still waits goes out no more unless it is asked for: it is being written on. */
  async keepBack(id: OperationId): Promise<void> {
    if (this.#ledger.get(id)?.state === 'waiting') await this.#settleByHand({ t: 'parked', id, failure: failure('cancelled', say('engine-outbox.keptBack')) });
  }

  async #settleByHand(record: Extract<SendRecord, { t: 'dropped' | 'parked' }>): Promise<void> {
    const { id } = record;
    if (!this.#ledger.has(id)) throw fail('not-found', say('engine-outbox.notInOutbox'));
    // A server that does not answer is no reason to wait for it: while a letter is only on its way to its end, it can be taken back.
    const isTried = this.#busy.has(id);
    if (this.#ending.has(id) || (isTried && this.#ledger.get(id)?.state !== 'waiting')) throw fail('server-no', say('engine-outbox.beingSent'));
    if (isTried) this.#takenBack.add(id);
    // Nobody takes it up meanwhile.
    else this.#busy.add(id);
    try {
      await this.#record(record);
    } catch (error) {
      this.#takenBack.delete(id);
      throw error;
    } finally {
      if (!isTried) this.#busy.delete(id);
      this.kick();
    }
  }

  async forget(accountId: AccountId): Promise<void> {
    for (const { send } of this.entries()) if (send.accountId === accountId) await this.#record({ t: 'dropped', id: send.id });
  }

  /** Nothing leaves any more. Resolves when those whose end is on its way are answered: cut now, nobody would know whether they went. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#due.values()) cancel();
    if (this.#leaving.size > 0) {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = this.#options.clock.after(CLOSING_MS, resolve);
      await Promise.race([Promise.allSettled(this.#leaving), late]);
      cancel();
    }
    await this.#writeHeld();
  }

  async #carry(id: OperationId): Promise<void> {
    const entry = this.#ledger.get(id);
    if (!entry) return;
    try {
      if (entry.state === 'waiting') await this.#submit(entry);
      if (!entry.copyFiled) {
        // After a crash too: nobody can say whether it had come to that.
        await this.#options.onAccepted(entry.send);
        await this.#options.fileCopy(entry.send);
      }
      const leftOut = (this.#ledger.get(id)?.refused.length ?? 0) > 0;
      await this.#record(leftOut ? { t: 'left-out', id } : { t: 'filed', id, at: this.#options.clock.now() });
      if (this.#ledger.get(id)?.state === 'waiting') this.#later(id, null);
      else this.#attempts.delete(id);
    } catch (error) {
      await this.#settle(id, toFailure(error));
    }
  }

  async #submit(entry: SendEntry): Promise<void> {
    const { promise: noted, resolve } = Promise.withResolvers<void>();
    try {
      await this.#handOver(entry, noted);
    } finally {
      resolve();
      this.#leaving.delete(noted);
      this.#ending.delete(entry.send.id);
    }
  }

  async #handOver(entry: SendEntry, noted: Promise<void>): Promise<void> {
    const { send } = entry;
    const to = recipientsOf(entry);
    let held: { error: unknown } | null = null;
    let noting = Promise.resolve();
    const note = async (): Promise<void> => {
      try {
        if (this.#closed) throw fail('cancelled', say('engine-outbox.closing'));
        if (this.#takenBack.has(send.id)) throw fail('cancelled', say('engine-outbox.keptBack'));
        this.#ending.add(send.id);
        this.#leaving.add(noted);
        await this.#record({ t: 'sending', id: send.id });
      } catch (error) {
        held = { error };
      }
    };
    const answer = await this.#options.submit(send, to, async () => {
      noting = note();
      await noting;
      if (held) throw held.error;
    }).catch(async (error: unknown) => {
      // The line may be lost while the record is on its way to the disk: what becomes of the message comes behind it.
      await noting;
      // What we held back ourselves did not go, whatever the line made of it.
      throw held ? held.error : error;
    });
    const isLate = triedLongEnough(send.createdAt, this.#options.clock.now());
    const refused = stillLeftOut(entry.refused, to, answer.refused.map((one) => ({ ...one, again: one.again && !isLate })));
    const accepted: EndRecord = { t: 'accepted', id: send.id, rejected: refused.map(({ address }) => address), ...(refused.length > 0 ? { refused } : {}) };
    try {
      await this.#record(accepted);
    } catch (error) {
      // It is out, and after a crash the journal does not know: only as "unknown" does nobody send it again without being asked.
      this.#hold(accepted);
      throw fail('delivery-unknown', say('engine-outbox.sentNotNoted'), { ...detailOf(saidOf(toFailure(error))), step: 'smtp-send' });
    }
  }

  async #settle(id: OperationId, reason: Failure): Promise<void> {
    const entry = this.#ledger.get(id);
    if (!entry || this.#takenBack.has(id)) return;
    const isOut = entry.state === 'accepted';
    if (reason.code === 'delivery-unknown') {
      const words = isOut ? reason : { ...interrupted(), ...(reason.detail === undefined ? {} : { detail: reason.detail }) };
      return this.#end({ t: 'parked', id, failure: words });
    }
    // Who is left out of a letter that others have is not left waiting for ever.
    const isLate = reason.code === 'throttled' && entry.accepted && !isOut && triedLongEnough(entry.send.createdAt, this.#options.clock.now());
    if (isLate || (!canRetry(reason) && reason.code !== 'cancelled')) {
      const words = isOut ? failure(reason.code, say('engine-outbox.copyNotFiled', { reason: saidOf(reason) }), reason) : reason;
      return entry.state === 'sending' ? this.#end({ t: 'parked', id, failure: words }) : this.#record({ t: 'parked', id, failure: words });
    }
    if (entry.state === 'sending') await this.#end({ t: 'not-sent', id });
    this.#later(id, reason);
  }

  #later(id: OperationId, reason: Failure | null): void {
    const attempt = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempt);
    this.#due.get(id)?.();
    if (this.#closed) return;
    const { clock, chance } = this.#options;
    const pauseMs = backoff(attempt, chance(), reason?.retryAfterMs);
    this.#due.set(id, clock.after(pauseMs, () => {
      this.#due.delete(id);
      this.kick();
    }));
    const entry = this.#ledger.get(id);
    if (!entry) return;
    const words = reason && entry.state === 'accepted' ? failure(reason.code, say('engine-outbox.copyNotFiled', { reason: saidOf(reason) }), reason) : reason;
    this.#nextTries.set(id, { failure: words?.code === 'cancelled' ? null : words, retryAt: clock.now() + pauseMs });
  }

  /** How a try ended. Where the disk cannot take it, it counts all the same: nothing is on its way for ever. */
  async #end(record: EndRecord): Promise<void> {
    try {
      await this.#record(record);
    } catch (error) {
      if (!isFailure(error, 'storage')) throw error;
      this.#hold(record);
    }
  }

  #hold(record: EndRecord): void {
    this.#options.log('warn', 'outbox.not-noted', { record: record.t });
    this.#options.book.hold(record);
    const entry = this.#ledger.get(record.id);
    if (entry) this.changed.emit(entry.send.accountId);
  }

  async #writeHeld(): Promise<void> {
    await this.#options.book.writeHeld().catch((error: unknown) => this.#options.log('warn', 'outbox.still-not-noted', { code: toFailure(error).code }));
  }

  async #record(record: SendRecord): Promise<void> {
    const before = record.t === 'queued' ? undefined : this.#ledger.get(record.id);
    await this.#options.book.append(record);
    if (record.t !== 'queued') this.#nextTries.delete(record.id);
    const accountId = record.t === 'queued' ? record.send.accountId : before?.send.accountId;
    if (accountId) this.changed.emit(accountId);
  }
}
