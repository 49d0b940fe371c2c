/** Two ends of a line in memory, for tests and for rooms that share a process: asynchronous, in order, and copied as frames are. */
import { decodeFrame, encodeFrame } from './frame.ts';
import type { Transport } from './transport.ts';

/** What one end posts, the other hears a microtask later, as a copy. What was posted before a close still arrives at the other end. */
export function memoryTransportPair(): [Transport, Transport] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryEnd implements Transport {
  peer: MemoryEnd | undefined;
  #listener: ((message: unknown) => void) | undefined;
  #onClose: (() => void) | undefined;
  #waiting: Uint8Array[] = [];
  #draining = false;
  /** This end posts and hears nothing more. */
  #closed = false;
  /** The other end has closed: hear what is waiting, then say so. */
  #ending = false;
  #told = false;

  post(message: unknown): void {
    if (this.#closed || this.#ending) return;
    // Encoded at once: a later change of the message by the sender must not be seen by the other side.
    this.peer?.hear(encodeFrame(message));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    this.#drain();
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
    this.#drain();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting = [];
    this.#drain();
    this.peer?.end();
  }

  /** Bytes the other end has not heard yet. */
  buffered(): number {
    return this.peer?.waitingBytes() ?? 0;
  }

  hear(frame: Uint8Array): void {
    if (this.#closed) return;
    this.#waiting.push(frame);
    this.#drain();
  }

  end(): void {
    this.#ending = true;
    this.#drain();
  }

  waitingBytes(): number {
    return this.#waiting.reduce((sum, frame) => sum + frame.length, 0);
  }

  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    void Promise.resolve().then(() => this.#deliver());
  }

  #deliver(): void {
    this.#draining = false;
    const frame = this.#listener ? this.#waiting.shift() : undefined;
    if (frame) {
      // Scheduled first, so that a listener that throws does not stop the line.
      this.#drain();
      this.#listener?.(decodeFrame(frame));
      return;
    }
    if (this.#waiting.length === 0 && (this.#ending || this.#closed) && !this.#told && this.#onClose) {
      this.#told = true;
      this.#closed = true;
      this.#onClose();
    }
  }
}
