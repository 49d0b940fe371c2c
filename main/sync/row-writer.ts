/** Writes the rows of a page as they come: what a message brought is let go at once, and only its octets wait for the page to be full. */
import { SharedAddresses } from '../mirror/protocol/page-rows.ts';
import type { SummaryRow } from '../mirror/protocol/records.ts';

/** Octets to begin with, doubled as needed up to those of a page: most fetches bring a few messages, and V8 goes through its heap for what is set aside. */
const ROOM = 16 * 1024;
/** Octets of UTF-8 that a character of a string takes at most. */
const WIDEST = 3;
const COMMA = 0x2c;

/** What it makes is what `encodeRows` makes. */
export class RowWriter {
  readonly #addresses = new SharedAddresses();
  #octets = Buffer.allocUnsafeSlow(ROOM);
  /** Where each row begins, with the comma before it; the last is where the next one will. */
  #starts = [0];

  add(row: SummaryRow): void {
    // Each by itself: one row with letters beyond Latin-1 would make a string of a whole page twice as wide and its writing twice as slow.
    const json = JSON.stringify(this.#addresses.pack(row));
    const at = this.#starts[this.#starts.length - 1]!;
    this.#makeRoom(at + 1 + json.length * WIDEST);
    this.#octets[at] = COMMA;
    this.#starts.push(at + 1 + this.#octets.write(json, at + 1));
  }

  /** UTF-8 of all rows, or of those in `order`, by their places; begins anew. */
  take(order: readonly number[] | null): Uint8Array {
    const [octets, starts] = [this.#octets, this.#starts];
    const rows = order ? order.map((place) => octets.subarray(starts[place], starts[place + 1])) : [octets.subarray(0, starts[starts.length - 1])];
    if (rows[0]) rows[0] = rows[0].subarray(1);
    const page = Buffer.concat([Buffer.from(`[[${this.#addresses.take()},[`), ...rows, Buffer.from(']]]')]);
    this.#starts = [0];
    return page;
  }

  #makeRoom(octets: number): void {
    if (octets <= this.#octets.length) return;
    const wider = Buffer.allocUnsafeSlow(Math.max(octets, this.#octets.length * 2));
    this.#octets.copy(wider, 0, 0, this.#starts[this.#starts.length - 1]);
    this.#octets = wider;
  }
}
