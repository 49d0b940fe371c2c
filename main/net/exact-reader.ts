/** Reads a handshake from a line octet by octet, within a limit and a deadline, and leaves what comes behind it where it was. */
import type { Socket } from 'node:net';

/** Thrown for more than the limit, or an end in the middle. */
export class HandshakeError extends Error {}

export class ExactReader {
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  readonly #most: number;
  #held: Buffer = Buffer.alloc(0);
  #over: Error | null = null;
  #wake: () => void = () => undefined;

  /** `most`: octets that may be waiting at any time. */
  constructor(socket: Socket, signal: AbortSignal, most: number) {
    this.#socket = socket;
    this.#signal = signal;
    this.#most = most;
    socket.on('readable', this.#onReadable).on('error', this.#onError).on('end', this.#onEnd).on('close', this.#onEnd);
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  /** Exactly `count` octets. */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    return this.#cut(count);
  }

  /** Everything up to and with `mark`, at most `limit` octets. */
  async through(mark: string, limit: number): Promise<Buffer> {
    for (;;) {
      const found = this.#held.indexOf(mark, 0, 'latin1');
      const end = found < 0 ? this.#held.length : found + mark.length;
      if (end > limit) throw new HandshakeError('too long an answer');
      if (found >= 0) return this.#cut(end);
      await this.#more();
    }
  }

  /** Octets received and not taken. */
  get left(): number {
    return this.#held.length;
  }

  /** Hands the line on as if it had never been read; what is left comes first to whoever reads it next. */
  async release(): Promise<void> {
    this.#socket.off('readable', this.#onReadable).off('error', this.#onError).off('end', this.#onEnd).off('close', this.#onEnd);
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (this.#held.length > 0 && !this.#socket.destroyed) this.#socket.unshift(this.#held);
    this.#held = Buffer.alloc(0);
    const ignore = (): void => undefined;
    this.#socket.on('error', ignore);
    // The stream forgets only after this turn that somebody has read it piece by piece.
    await new Promise((resolve) => setImmediate(resolve));
    this.#socket.off('error', ignore);
  }

  #cut(count: number): Buffer {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#wake = () => undefined;
        if (this.#over === null) resolve();
        else reject(this.#over);
      };
      if (this.#over !== null) return settle();
      this.#wake = settle;
    });
  }

  #fail(error: Error): void {
    this.#over ??= error;
    this.#wake();
  }

  readonly #onReadable = (): void => {
    for (let chunk = this.#socket.read() as Buffer | null; chunk !== null; chunk = this.#socket.read() as Buffer | null) {
      this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
      if (this.#held.length > this.#most) return this.#fail(new HandshakeError('too long an answer'));
    }
    this.#wake();
  };
  readonly #onError = (error: Error): void => this.#fail(error);
  readonly #onEnd = (): void => this.#fail(new HandshakeError('the line was closed'));
  readonly #onAbort = (): void => this.#fail(this.#signal.reason as Error);
}
