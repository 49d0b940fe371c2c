/** Answers on their way to the client, where faults can cut or stall the line after so many octets. */
import type { Socket } from 'node:net';

const HIGH_WATER = 64 * 1024;

export class LineWriter {
  readonly #socket: Socket;
  #waiting: Buffer[] = [];
  #size = 0;
  #budget: { octets: number; then: 'cut' | 'stall' } | null = null;
  #mute = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** One character of a string is one octet. */
  write(...pieces: (string | Buffer)[]): void {
    for (const piece of pieces) {
      const octets = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
      this.#waiting.push(octets);
      this.#size += octets.length;
    }
  }

  /** True when a long answer should flush before it goes on. */
  get full(): boolean {
    return this.#size >= HIGH_WATER;
  }

  /** From here on only `octets` more get through. */
  limit(octets: number, then: 'cut' | 'stall'): void {
    this.#budget = { octets, then };
  }

  /** True once a stall has happened: nothing will be sent any more. */
  get stalled(): boolean {
    return this.#mute;
  }

  /** Resolves when the socket can take more, or is gone. */
  async flush(): Promise<void> {
    let octets = this.#waiting.length === 1 ? (this.#waiting[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#size = 0;
    if (this.#mute || this.#socket.destroyed) return;
    const budget = this.#budget;
    if (budget) {
      const over = octets.length >= budget.octets;
      if (over) octets = octets.subarray(0, budget.octets);
      budget.octets -= octets.length;
      if (over) {
        this.#mute = true;
        if (budget.then === 'cut') {
          // end, not destroy: what came before the cut must arrive.
          this.#socket.end(octets, () => this.#socket.destroy());
          return;
        }
      }
    }
    if (octets.length === 0 || this.#socket.write(octets)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#socket.off('drain', done).off('close', done);
        resolve();
      };
      this.#socket.on('drain', done).on('close', done);
    });
  }
}
