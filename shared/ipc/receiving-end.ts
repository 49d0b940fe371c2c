/** What every transport has in common: messages wait in order until somebody listens, and the end is told once. */
export class ReceivingEnd {
  #waiting: unknown[] = [];
  #onMessage: ((message: unknown) => void) | undefined;
  #onClose: (() => void) | undefined;
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  deliver(message: unknown): void {
    if (this.#onMessage) this.#onMessage(message);
    else this.#waiting.push(message);
  }

  /** Tells the listener once; one who asks later is told at once, but never inside the call that set it. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose?.();
  }

  listen(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
  }

  listenForEnd(listener: () => void): void {
    this.#onClose = listener;
    if (this.#closed) queueMicrotask(listener);
  }
}
