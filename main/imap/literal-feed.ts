/** Hands large literals on to whoever claims them, piece by piece, and no faster than they are taken. */
import type { Command, LiteralSink, LiteralStart } from './command.ts';
import type { Cursor } from './wire/cursor.ts';
import type { Framer } from './wire/framer.ts';
import { literalStart } from './wire/literal-start.ts';

/** Null: nobody wants it, it is read into memory. Its methods must neither throw nor reject. */
export type ClaimLiteral = (start: LiteralStart) => LiteralSink | null;

export class LiteralFeed {
  readonly #claim: ClaimLiteral;
  readonly #cursor: Cursor;
  #sink: LiteralSink | null = null;

  /** `cursor` is used between responses only. */
  constructor(cursor: Cursor, claim: ClaimLiteral) {
    this.#cursor = cursor;
    this.#claim = claim;
  }

  /** Call when the framer has no response. False: more octets are needed; true: ask it again; a promise: then. Throws 'protocol' for a literal beyond the limits that nobody takes. */
  step(framer: Framer): boolean | Promise<void> {
    if (framer.offered >= 0) {
      this.#cursor.set(framer.bytes, framer.from, framer.to + 1, framer.openGaps);
      const start = literalStart(this.#cursor, framer.offered);
      this.#sink = start === null ? null : this.#claim(start);
      if (this.#sink === null) framer.hold();
      else framer.handOn();
      return true;
    }
    const sink = this.#sink;
    const piece = sink === null ? null : framer.piece();
    if (sink === null || piece === null) return false;
    const last = !framer.handing;
    if (last) this.#sink = null;
    const wait = sink.write(piece);
    if (wait === undefined) {
      release(piece);
      return last ? (sink.end() ?? true) : true;
    }
    return wait.then(() => {
      release(piece);
      return last ? sink.end() : undefined;
    });
  }
}

/** Gives the memory back at once. The collector would let some 64 MB of such chunks pile up before it looks at them. */
function release(piece: Buffer): void {
  const { buffer } = piece;
  // Only where nothing else can be in it.
  if (buffer instanceof ArrayBuffer && piece.byteLength === buffer.byteLength) buffer.transfer(0);
}

/** A command under way. `failed`: what its sink threw; it is told with the tagged answer. */
export interface LiteralTaker {
  readonly command: Command<unknown>;
  failed?: { error: unknown };
}

/** Asks the commands in the order they were sent. */
export function claimLiteral(takers: readonly LiteralTaker[], start: LiteralStart): LiteralSink | null {
  for (const taker of takers) {
    const failed = (error: unknown): void => void (taker.failed ??= { error });
    try {
      const sink = taker.command.literal?.(start) ?? null;
      if (sink !== null) return guarded(sink, failed);
    } catch (error) {
      failed(error);
      return guarded({ write: () => undefined, end: () => undefined }, failed);
    }
  }
  return null;
}

/** A sink that is asked no more once it has failed, and tells it to `failed` instead: what is left of the literal is dropped. */
function guarded(sink: LiteralSink, failed: (error: unknown) => void): LiteralSink {
  let open = true;
  const broken = (error: unknown): void => {
    if (open) failed(error);
    open = false;
  };
  const ask = (what: () => void | Promise<void>): void | Promise<void> => {
    if (!open) return;
    try {
      const wait = what();
      return wait instanceof Promise ? wait.catch(broken) : undefined;
    } catch (error) {
      broken(error);
    }
  };
  return { write: (chunk) => ask(() => sink.write(chunk)), end: () => ask(() => sink.end()) };
}
