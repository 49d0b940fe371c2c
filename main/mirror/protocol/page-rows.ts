/** The blob of a summary page: rows with the addresses they share taken out, since the same people write again and again. */
import type { AddressTuple, SummaryRow } from './records.ts';

/** Indexes into the segment's addresses; a single one stands alone. */
export type People = number | number[];
export type PackedRow = [uid: number, date: number, size: number, subject: string, from: People, to: People, cc: People, messageId: string, inReplyTo: string | 0, references: string[], hasAttachment: 0 | 1, structure: unknown, replyTo: People | null, thread?: string];
/** A blob is a JSON array of these, so that two blobs can be joined as bytes. */
export interface RowFacts { uid: number; size: number; subject: string; name: string; address: string; attached: 0 | 1; messageId: string }

type Segment = [addresses: AddressTuple[], rows: PackedRow[]];

/** An address, the segment it was last seen in, and its place there. */
interface Known { json: string; segment: number; place: number }

/** Addresses kept from one segment to the next. */
const MOST_KNOWN = 5_000;

/** Takes the addresses out of the rows of one segment after the other: told apart by identity, which the wire's parser shares. Those of one are nearly all in the next again. */
export class SharedAddresses {
  #known = new Map<AddressTuple, Known>();
  #segment = 0;
  #all: string[] = [];
  /** Looked up last by itself as a recipient: in most mailboxes nearly always the same. */
  #recipient: AddressTuple | undefined;
  #recipientPlace = 0;

  /** JSON of the addresses of the rows since the last time. What comes next begins a new segment. */
  take(): string {
    const json = `[${this.#all.join(',')}]`;
    this.#all = [];
    this.#segment++;
    this.#recipient = undefined;
    if (this.#known.size > MOST_KNOWN) this.#known = new Map();
    return json;
  }

  /** Called for every message of a first sync. */
  pack(row: SummaryRow): PackedRow {
    const references = row[9];
    // An answer nearly always names last what it answers.
    const inReplyTo = references.length > 0 && references[references.length - 1] === row[8] ? 0 : row[8];
    const packed: PackedRow = [row[0], row[1], row[2], row[3], this.#people(row[4]), this.#recipients(row[5]), this.#people(row[6]), row[7], inReplyTo, references, row[10], row[11], row[12] === null ? null : this.#people(row[12])];
    if (row[13] !== undefined) packed.push(row[13]);
    return packed;
  }

  #recipients(list: readonly AddressTuple[]): People {
    if (list.length !== 1) return this.#people(list);
    const address = list[0]!;
    if (address !== this.#recipient) {
      this.#recipient = address;
      this.#recipientPlace = this.#place(address);
    }
    return this.#recipientPlace;
  }

  #people(list: readonly AddressTuple[]): People {
    return list.length === 1 ? this.#place(list[0]!) : list.map((address) => this.#place(address));
  }

  #place(address: AddressTuple): number {
    let known = this.#known.get(address);
    if (known === undefined) this.#known.set(address, known = { json: JSON.stringify(address), segment: -1, place: 0 });
    if (known.segment !== this.#segment) {
      known.segment = this.#segment;
      known.place = this.#all.push(known.json) - 1;
    }
    return known.place;
  }
}

export function encodeRows(rows: readonly SummaryRow[]): string {
  const addresses = new SharedAddresses();
  const packed = rows.map((row) => addresses.pack(row));
  return `[[${addresses.take()},${JSON.stringify(packed)}]]`;
}

/** Throws SyntaxError or TypeError on what encodeRows did not make. */
export function decodeRows(json: string): SummaryRow[] {
  return (JSON.parse(json) as Segment[]).flatMap(([addresses, rows]) => {
    const at = (index: number): AddressTuple => {
      const address = addresses[index];
      if (!address) throw new TypeError('a row names an address that is not there');
      return address;
    };
    return rows.map((row) => unpacked(row, at));
  });
}

export function unpacked(row: PackedRow, at: (index: number) => AddressTuple): SummaryRow {
  const people = (list: People): AddressTuple[] => (typeof list === 'number' ? [at(list)] : list.map(at));
  return withThread(row[13], [
    row[0], row[1], row[2], row[3], people(row[4]), people(row[5]), people(row[6]), row[7], row[8] === 0 ? (row[9].at(-1) ?? '') : row[8], row[9], row[10], row[11], row[12] === null ? null : people(row[12]),
  ]);
}

/** What lists are sorted and filtered by, row after row. Throws as decodeRows does. */
export function* decodeFacts(json: string): Generator<RowFacts> {
  for (const [addresses, rows] of JSON.parse(json) as Segment[]) {
    for (const row of rows) {
      const from = typeof row[4] === 'number' ? row[4] : row[4][0];
      const sender = from === undefined ? undefined : addresses[from];
      yield { uid: row[0], size: row[2], subject: row[3], name: sender?.[0] ?? '', address: sender?.[1] ?? '', attached: row[10], messageId: row[7] };
    }
  }
}

/** Sizes and structures alone, by UID. Throws as decodeRows does. */
export function decodeStructures(json: string): Map<number, { size: number; structure: unknown }> {
  const found = new Map<number, { size: number; structure: unknown }>();
  for (const [, rows] of JSON.parse(json) as Segment[]) for (const row of rows) found.set(row[0], { size: row[2], structure: row[11] });
  return found;
}

function withThread(thread: string | undefined, row: SummaryRow): SummaryRow {
  if (thread !== undefined) row.push(thread);
  return row;
}
