/** IDLE on a shared line (RFC 2177): it goes on for who wants it whenever nobody speaks, and is broken off when somebody does. */
import { toFailure, type Failure } from '../../shared/failure.ts';
import type { Session } from './session.ts';

/** Taken up again when the line has been quiet for so long: another command of the same errand may follow. */
const LINGER_MS = 50;
/** A server that ends IDLE by itself is not asked again at once. */
const REST_MS = 1000;

export interface Listener {
  /** The line is over for it. */
  end(reason: Failure): void;
}

/** The line that is listened on. */
export interface Ground<T> {
  /** Nobody speaks, and the line is not over. */
  mayBegin(): boolean;
  /** Opens the listener's mailbox; null if it is open. Rejects if it is no longer the same. */
  open(listener: T): Promise<void> | null;
  /** Keeps everybody else off the line, and lets them on again. */
  hold(): void;
  release(): void;
}

/** `dropped` is called when nothing more is listened for. */
interface Wish<T> { listener: T; dropped(): void }

export class Listening<T extends Listener> {
  readonly #session: Session;
  readonly #ground: Ground<T>;
  #wishes: Wish<T>[] = [];
  #idle: { wish: Wish<T>; stop(): Promise<void> } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(session: Session, ground: Ground<T>) {
    this.#session = session;
    this.#ground = ground;
  }

  /** Until stopped or dropped: `ended` tells. Rejects if the server refuses at once. */
  async idle(listener: T): Promise<{ stop(): Promise<void>; ended?: Promise<void> }> {
    if (!this.#session.capabilities.has('IDLE')) return this.#session.idle();
    const { promise: ended, resolve: dropped } = Promise.withResolvers<void>();
    const wish: Wish<T> = { listener, dropped };
    this.drop(listener);
    this.#wishes.push(wish);
    if (this.#ground.mayBegin()) await this.#listen(wish, true);
    else this.#later(LINGER_MS);
    return {
      ended,
      stop: async () => {
        this.#dropWish(wish);
        const idle = this.#idle;
        if (idle?.wish !== wish) return;
        this.#idle = null;
        await idle.stop();
        this.#later(LINGER_MS);
      },
    };
  }

  /** Nobody has anything to say. */
  resume(): void {
    this.#later(LINGER_MS);
  }

  /** Somebody is about to speak; what is wished for goes on afterwards. */
  interrupt(): void {
    clearTimeout(this.#timer);
    const idle = this.#idle;
    this.#idle = null;
    // A line lost meanwhile is told by `closed`.
    idle?.stop().catch(() => undefined);
  }

  /** The listener speaks itself, or has left. */
  drop(listener: T): void {
    for (const wish of this.#wishes) if (wish.listener === listener) this.#dropWish(wish);
    if (this.#idle?.wish.listener === listener) this.interrupt();
  }

  /** The line is over: its listeners hear that from it. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#wishes = [];
  }

  #later(ms: number): void {
    if (this.#wishes.length === 0 || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const wish = this.#wishes.at(-1);
      if (wish !== undefined && this.#ground.mayBegin() && this.#idle === null) void this.#listen(wish, false);
    }, ms);
  }

  /** `asked`: the listener waits for it and hears of a refusal; else it is told that its line is over. */
  async #listen(wish: Wish<T>, asked: boolean): Promise<void> {
    this.interrupt();
    this.#ground.hold();
    try {
      const opening = this.#ground.open(wish.listener);
      if (opening !== null) await opening;
      const { stop, ended } = await this.#session.idle();
      const idle = { wish, stop };
      this.#idle = idle;
      void ended?.then(() => {
        if (this.#idle !== idle) return;
        this.#idle = null;
        this.#later(REST_MS);
      });
    } catch (error) {
      this.#dropWish(wish);
      if (asked) throw error;
      wish.listener.end(toFailure(error));
    } finally {
      if (!this.#wishes.includes(wish)) this.interrupt();
      this.#ground.release();
    }
  }

  #dropWish(wish: Wish<T>): void {
    this.#wishes = this.#wishes.filter((other) => other !== wish);
    wish.dropped();
  }
}
