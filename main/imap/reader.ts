/** From a socket to responses: never more than a few milliseconds at a time, and no faster than they are taken. */
import type { Duplex } from 'node:stream';
import { failure, FailureError, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { LiteralFeed, type ClaimLiteral } from './literal-feed.ts';
import { Cursor } from './wire/cursor.ts';
import { Framer } from './wire/framer.ts';
import { LARGEST_UNOFFERED, type WireLimits } from './wire/limits.ts';
import { parseResponse, type Response } from './wire/response.ts';

export interface ReaderEvents {
  /** A promise stops reading until it settles; it must not reject. */
  handle(response: Response): Promise<void> | undefined;
  /** A large literal begins. */
  claim: ClaimLiteral;
  failed(error: unknown): void;
  /** Everything received so far has been handled. */
  drained(): void;
  heard(): void;
  /** What is about to be handled, for a log. */
  line?(bytes: Buffer, from: number, to: number): void;
}

/** Milliseconds spent on parsing at a time. A round of the event loop may hold two of them: one as octets arrive, one that goes on with what they left. */
const BUDGET = 1.5;

export class Reader {
  readonly #events: ReaderEvents;
  #framer: Framer;
  readonly #cursor = new Cursor();
  #feed: LiteralFeed;
  #socket: Duplex | null = null;
  #onLost: (reason: Failure) => void = () => undefined;
  #lost: Failure | null = null;
  #held = false;
  #pumping = false;
  #later = false;
  /** When this turn's parsing began; 0 before it has. */
  #turn = 0;
  readonly #limits: WireLimits | undefined;

  constructor(limits: WireLimits | undefined, events: ReaderEvents) {
    this.#limits = limits;
    this.#events = events;
    this.#framer = new Framer(limits, LARGEST_UNOFFERED);
    this.#feed = new LiteralFeed(this.#cursor, events.claim);
  }

  /** From the next response on: mailbox names are UTF-8. */
  set utf8(on: boolean) {
    this.#cursor.utf8 = on;
  }

  get pending(): number {
    return this.#framer.pending;
  }

  /** Of the response being handled. */
  get octets(): number {
    return this.#framer.to - this.#framer.from;
  }

  /** See Framer. */
  giveBack(): void {
    this.#framer.giveBack();
  }

  /** Reading has stopped because what was read is not yet taken. */
  get held(): boolean {
    return this.#held;
  }

  attach(socket: Duplex, onLost: (reason: Failure) => void): void {
    this.#socket = socket;
    this.#onLost = onLost;
    this.#framer = new Framer(this.#limits, LARGEST_UNOFFERED);
    this.#feed = new LiteralFeed(this.#cursor, this.#events.claim);
    socket.pause();
    socket.on('data', this.#onData).on('error', this.#onError).on('end', this.#onEnd).on('close', this.#onEnd);
    socket.pause();
  }

  start(): void {
    this.#socket?.resume();
  }

  /** Detaches; what was received behind the last response is the caller's. */
  release(): Buffer {
    this.detach();
    return this.#framer.rest();
  }

  detach(): void {
    this.#socket?.off('data', this.#onData).off('error', this.#onError).off('end', this.#onEnd).off('close', this.#onEnd);
    this.#socket?.pause();
    this.#socket = null;
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#events.heard();
    this.#framer.push(chunk);
    this.#pump();
  };

  readonly #onError = (error: Error): void => {
    if (error instanceof FailureError) return this.#end(error.failure);
    const code = (error as NodeJS.ErrnoException).code;
    this.#end(failure('connection-lost', say('engine-imap.lineLost'), code === undefined ? {} : { detail: code }));
  };

  readonly #onEnd = (): void => this.#end(failure('connection-lost', say('engine-imap.lineClosed')));

  #end(reason: Failure): void {
    this.#lost ??= reason;
    this.#pump();
  }

  #pump(): void {
    if (this.#held || this.#pumping || this.#later || this.#socket === null) return;
    if (this.#turn === 0) {
      this.#turn = performance.now();
      setImmediate(() => (this.#turn = 0));
    }
    this.#pumping = true;
    const done = this.#handleAll();
    this.#pumping = false;
    if (!done || this.#socket === null) return;
    this.#events.drained();
    if (this.#lost !== null) this.#onLost(this.#lost);
    else if (this.#socket?.isPaused() === true) this.#socket.resume();
  }

  /** True: nothing complete is left. */
  #handleAll(): boolean {
    const framer = this.#framer;
    try {
      for (let count = 1; ; count++) {
        const hold = framer.next() ? this.#handleOne() : this.#feed.step(framer);
        if (hold === false) return true;
        if (this.#socket === null) return false;
        if (hold instanceof Promise) {
          this.#hold(hold);
          return false;
        }
        if ((count & 3) === 0 && performance.now() - this.#turn > BUDGET) {
          this.#goOnLater();
          return false;
        }
      }
    } catch (error) {
      this.#events.failed(error);
      return false;
    }
  }

  #handleOne(): Promise<void> | undefined {
    const framer = this.#framer;
    if (this.#events.line !== undefined) this.#events.line(framer.bytes, framer.from, framer.to);
    this.#cursor.set(framer.bytes, framer.from, framer.to, framer.gaps);
    return this.#events.handle(parseResponse(this.#cursor));
  }

  #hold(until: Promise<void>): void {
    this.#held = true;
    this.#socket?.pause();
    void until.then(() => {
      this.#held = false;
      this.#pump();
    });
  }

  #goOnLater(): void {
    this.#later = true;
    this.#socket?.pause();
    setImmediate(() => {
      this.#later = false;
      this.#pump();
    });
  }
}
