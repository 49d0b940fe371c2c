/** Takes messages over, sends each exactly once, and files the copy. Everything is in the journal before it happens. */
import { canRetry, detailOf, fail, failure, type Failure, isFailure, saidOf, toFailure } from '../../shared/failure.ts';
import type { AccountId, OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { Clock, Log } from '../ports.ts';
import { backoff } from '../sync/backoff.ts';
import type { LetterBook } from './letter-book.ts';
import { markOf } from './same-letter.ts';
import { interrupted, type SendEntry } from './send-ledger.ts';
import type { Send, SendRecord } from './send-record.ts';

export interface OutboxOptions {
  book: LetterBook;
  clock: Clock;
  chance(): number;
  log: Log;
  /** Hands the message to the account's submission server. Rejects with FailureError; 'delivery-unknown' if it may have gone. Answers refused recipients. `beforeEnd` must have resolved before the end of the message can leave. */
  submit(send: Send, beforeEnd: () => Promise<void>): Promise<{ rejected: string[] }>;
  /** Sees to it that the message is in Sent, once; repeating it does no harm. */
  fileCopy(send: Send): Promise<void>;
  /** The server has the message: time to mark what it answers. */
  onAccepted(send: Send): Promise<void>;
}

type EndRecord = Extract<SendRecord, { t: 'accepted' | 'not-sent' | 'parked' }>;

/** Longest wait for a submission server's last word when closing. */
const CLOSING_MS = 5_000;

export class Outbox {
  readonly changed: Emitter<AccountId> = createEmitter<AccountId>();
  readonly #options: OutboxOptions;
  readonly #ledger: ReadonlyMap<OperationId, SendEntry>;
  readonly #busy = new Set<OperationId>();
  readonly #attempts = new Map<OperationId, number>();
  #closed = false;
  /** Sends whose last octets may have left. */
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#ledger = options.book.sends;
  }

  entries(): readonly SendEntry[] { return [...this.#ledger.values()]; }
  entry(id: OperationId): SendEntry | undefined { return this.#ledger.get(id); }

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
    if (replaced && (replaced.state !== 'parked' || replaced.accepted)) throw fail('server-no', say('engine-outbox.replacedIsOnItsWay'));
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
      void this.#carry(id).catch((error: unknown) => {
        this.#options.log('error', 'outbox.stuck', { code: toFailure(error).code });
      }).finally(() => this.#busy.delete(id));
    }
  }

  async retry(id: OperationId): Promise<void> {
    if (this.#ledger.get(id)?.state !== 'parked') throw fail('not-found', say('engine-outbox.notWaitingForRetry'));
    await this.#record({ t: 'retried', id });
    this.kick();
  }

  async drop(id: OperationId): Promise<void> {
    const entry = this.#ledger.get(id);
    if (!entry) throw fail('not-found', say('engine-outbox.notInOutbox'));
    if (this.#busy.has(id)) throw fail('server-no', say('engine-outbox.beingSent'));
    // Nobody takes it up while it is being given up.
    this.#busy.add(id);
    try {
      await this.#record({ t: 'dropped', id });
    } finally {
      this.#busy.delete(id);
      this.kick();
    }
  }

  async forget(accountId: AccountId): Promise<void> {
    for (const { send } of this.entries()) if (send.accountId === accountId) await this.#record({ t: 'dropped', id: send.id });
  }

  /** Nothing leaves any more. Resolves when those whose end is on its way are answered: cut now, nobody would know whether they went. */
  async close(): Promise<void> {
    this.#closed = true;
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
      if (!entry.accepted) await this.#submit(entry.send);
      await this.#options.fileCopy(entry.send);
      await this.#record({ t: 'filed', id, at: this.#options.clock.now() });
      this.#attempts.delete(id);
    } catch (error) {
      await this.#settle(id, toFailure(error));
    }
  }

  async #submit(send: Send): Promise<void> {
    const { promise: noted, resolve } = Promise.withResolvers<void>();
    try {
      await this.#handOver(send, noted);
    } finally {
      resolve();
      this.#leaving.delete(noted);
    }
    await this.#options.onAccepted(send);
  }

  async #handOver(send: Send, noted: Promise<void>): Promise<void> {
    let held: { error: unknown } | null = null;
    let noting = Promise.resolve();
    const note = async (): Promise<void> => {
      try {
        if (this.#closed) throw fail('cancelled', say('engine-outbox.closing'));
        this.#leaving.add(noted);
        await this.#record({ t: 'sending', id: send.id });
      } catch (error) {
        held = { error };
      }
    };
    const { rejected } = await this.#options.submit(send, async () => {
      noting = note();
      await noting;
      if (held) throw held.error;
    }).catch(async (error: unknown) => {
      // The line may be lost while the record is on its way to the disk: what becomes of the message comes behind it.
      await noting;
      // What we held back ourselves did not go, whatever the line made of it.
      throw held ? held.error : error;
    });
    try {
      await this.#record({ t: 'accepted', id: send.id, rejected });
    } catch (error) {
      // It is out, and after a crash the journal does not know: only as "unknown" does nobody send it again without being asked.
      this.#hold({ t: 'accepted', id: send.id, rejected });
      throw fail('delivery-unknown', say('engine-outbox.sentNotNoted'), { ...detailOf(saidOf(toFailure(error))), step: 'smtp-send' });
    }
  }

  async #settle(id: OperationId, reason: Failure): Promise<void> {
    const entry = this.#ledger.get(id);
    if (!entry) return;
    if (reason.code === 'delivery-unknown') {
      const words = entry.accepted ? reason : { ...interrupted(), ...(reason.detail === undefined ? {} : { detail: reason.detail }) };
      return this.#end({ t: 'parked', id, failure: words });
    }
    if (!canRetry(reason) && reason.code !== 'cancelled') {
      const words = entry.accepted ? failure(reason.code, say('engine-outbox.copyNotFiled', { reason: saidOf(reason) }), reason) : reason;
      return entry.state === 'sending' ? this.#end({ t: 'parked', id, failure: words }) : this.#record({ t: 'parked', id, failure: words });
    }
    if (entry.state === 'sending') await this.#end({ t: 'not-sent', id });
    const attempt = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempt);
    if (!this.#closed) this.#options.clock.after(backoff(attempt, this.#options.chance(), reason.retryAfterMs), () => this.kick());
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
    const accountId = record.t === 'queued' ? record.send.accountId : before?.send.accountId;
    if (accountId) this.changed.emit(accountId);
  }
}
