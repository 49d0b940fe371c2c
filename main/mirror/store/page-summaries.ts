/** The summaries of one page, each decoded when somebody asks for it, all once many are asked for. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { decodeRows } from '../protocol/page-rows.ts';
import { decodeRow } from '../protocol/single-row.ts';

/** Finding that many costs about as much as decoding all. */
const FEW = 8;
/** Octets of a decoded row, about. */
const ROW = 1_500;
const decoder = new TextDecoder();

export class PageSummaries {
  readonly #where: string;
  #text: string;
  #rows = new Map<number, SummaryRow>();
  #whole = false;

  /** `where` is for the error, should it come to one. */
  constructor(rows: Uint8Array, where: string) {
    this.#where = where;
    this.#text = decoder.decode(rows);
  }

  /** Memory that it takes, about. */
  get octets(): number { return this.#text.length + this.#rows.size * ROW; }

  /** So many rows are about to be asked for. */
  expect(count: number): void {
    if (count > FEW) this.#decodeAll();
  }

  /** By the UID it came with. Throws FailureError 'internal' if the bytes are not what was agreed. */
  get(uid: number): SummaryRow | undefined {
    const known = this.#rows.get(uid);
    if (known || this.#whole) return known;
    if (this.#rows.size < FEW) {
      const row = this.#read(() => decodeRow(this.#text, uid));
      if (row) {
        this.#rows.set(uid, row);
        return row;
      }
    }
    this.#decodeAll();
    return this.#rows.get(uid);
  }

  #decodeAll(): void {
    if (this.#whole) return;
    this.#rows = new Map(this.#read(() => decodeRows(this.#text)).map((row) => [row[0], row]));
    this.#whole = true;
    this.#text = '';
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw fail('internal', say('engine-mirror.pageUnreadable'), { detail: `${this.#where}: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
}
