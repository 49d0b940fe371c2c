/** Cuts what a client sends into commands (RFC 3501 4.3, 5.5), literals and continuations included. */

export interface Piece {
  octets: Buffer;
  /** With the first octets of a command. */
  begins: { tag: string; name: string } | null;
  /** With its last ones. */
  ends: boolean;
}

const LITERAL = /\{(\d+)(\+?)\}$/u;

export class CommandReader {
  #waiting: Buffer = Buffer.alloc(0);
  #literal = 0;
  #within = false;
  /** The client sends no more of it before the server has asked for it. */
  #asks = false;
  /** Lines that belong to no command of their own: the answer to a challenge, DONE. */
  #continues = false;

  /** One after another: `refused` is about the last one that was taken. */
  *read(chunk: Buffer): Generator<Piece, void, undefined> {
    this.#waiting = this.#waiting.length === 0 ? chunk : Buffer.concat([this.#waiting, chunk]);
    while (this.#waiting.length > 0) {
      if (this.#literal > 0) {
        const octets = this.#take(Math.min(this.#literal, this.#waiting.length));
        this.#literal -= octets.length;
        yield { octets, begins: null, ends: false };
        continue;
      }
      const end = this.#waiting.indexOf('\r\n');
      if (end < 0) break;
      const octets = this.#take(end + 2);
      const line = octets.toString('latin1', 0, end);
      const begins = this.#within ? null : this.#command(line);
      const literal = LITERAL.exec(line);
      this.#literal = literal ? Number(literal[1]) : 0;
      // An empty literal is followed by the rest of the line all the same.
      this.#within = literal !== null;
      this.#asks = literal !== null && literal[2] === '';
      yield { octets, begins, ends: literal === null };
    }
  }

  /** What has just begun is refused. Answers whether the rest of it comes all the same. */
  refused(): boolean {
    this.#continues = false;
    if (!this.#asks) return this.#within;
    this.#literal = 0;
    this.#within = false;
    return false;
  }

  #command(line: string): Piece['begins'] {
    if (this.#continues) {
      this.#continues = false;
      return null;
    }
    const [tag = '', first = '', second = ''] = line.toUpperCase().split(' ');
    const name = first === 'UID' ? `UID ${second}` : first;
    // A challenge comes where the command has no initial response (RFC 4959).
    this.#continues = name === 'IDLE' || (name === 'AUTHENTICATE' && line.split(' ').length < 4);
    return { tag: line.slice(0, tag.length), name };
  }

  #take(length: number): Buffer {
    const taken = this.#waiting.subarray(0, length);
    this.#waiting = this.#waiting.subarray(length);
    return taken;
  }
}
