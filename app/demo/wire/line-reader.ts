/** Lines and counted octets from a socket, with limits; reading stops while nobody asks. */
import type { Socket } from 'node:net';

export class LineTooLong extends Error {}

export class LineReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #maxLine: number;
  #pending: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, maxLine: number) {
    this.#source = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.#maxLine = maxLine;
  }

  /** Without its CRLF or bare LF; `strict`: only CRLF ends a line. Null when the other side has gone. Throws LineTooLong. */
  async line(strict = false): Promise<Buffer | null> {
    let from = 0;
    for (;;) {
      let end = this.#pending.indexOf(10, from);
      while (strict && end >= 0 && this.#pending[end - 1] !== 13) end = this.#pending.indexOf(10, end + 1);
      if (end > this.#maxLine || (end < 0 && this.#pending.length > this.#maxLine)) throw new LineTooLong('line too long');
      if (end >= 0) {
        const line = this.#pending.subarray(0, end > 0 && this.#pending[end - 1] === 13 ? end - 1 : end);
        this.#pending = this.#pending.subarray(end + 1);
        return line;
      }
      from = this.#pending.length;
      if (!(await this.#more())) return null;
    }
  }

  /** Exactly `count` octets; null when the other side went before. */
  async octets(count: number): Promise<Buffer | null> {
    const pieces: Buffer[] = [];
    let missing = count;
    for (;;) {
      const piece = this.#pending.subarray(0, missing);
      pieces.push(piece);
      missing -= piece.length;
      this.#pending = this.#pending.subarray(piece.length);
      if (missing === 0) return Buffer.concat(pieces);
      if (!(await this.#more())) return null;
    }
  }

  async #more(): Promise<boolean> {
    try {
      const next = await this.#source.next();
      if (next.done) return false;
      this.#pending = this.#pending.length ? Buffer.concat([this.#pending, next.value]) : next.value;
      return true;
    } catch {
      // A reset is the same to a server as a closed line: the client has gone.
      return false;
    }
  }
}
