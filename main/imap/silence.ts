/** Notices a server that has stopped answering. */

export interface SilenceEvents {
  /** Is something expected of the server at this moment? */
  expects(): boolean;
  /** How many times the limit it may take. */
  patience(): number;
  /** Do we keep it waiting ourselves? */
  ours(): boolean;
  /** Nothing for the whole time although something was expected. */
  elapsed(): void;
}

export class Silence {
  readonly #limitMs: number;
  readonly #events: SilenceEvents;
  /** When the silence that counts began: last octet heard, last octet handed to the network, or the end of a pause of ours. */
  #since = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;
  #over = false;

  constructor(limitMs: number, events: SilenceEvents) {
    this.#limitMs = limitMs;
    this.#events = events;
  }

  broken(): void {
    this.#since = Date.now();
  }

  /** Something has been asked of the server. */
  watch(): void {
    if (this.#timer !== undefined || this.#over) return;
    // A clock that was set back no longer tells how long it has been.
    if (Date.now() < this.#since) this.#since = Date.now();
    const wait = Math.max(10, this.#since + this.#limitMs * this.#events.patience() - Date.now());
    this.#timer = setTimeout(() => {
      // This process may have been held itself: what came meanwhile is read before it is judged.
      this.#look = setImmediate(() => {
        this.#timer = undefined;
        this.#judge();
      });
    }, wait);
  }

  #judge(): void {
    if (this.#events.ours()) this.#since = Date.now();
    if (!this.#events.expects()) return;
    if (Date.now() - this.#since >= this.#limitMs * this.#events.patience()) this.#events.elapsed();
    else this.watch();
  }

  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
  }
}
