/** How the messages of a summary page are built, and nothing else of them: a thirtieth of its octets, for asking after thousands of texts. Made when the page is gone through for conversations. */
import type { FolderId } from '../../../shared/ids.ts';
import { encodeGaps, halves, OWN, words, type GapEncoder } from '../protocol/body-gaps.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { positionOf } from './flag-page.ts';
import type { ShapePage } from './schema.ts';

/** `summaries` in any order; the first of rows with the same UID counts. */
export function shapePage(folderId: FolderId, page: number, summaries: Iterable<SummaryRow>): ShapePage {
  const rows = new Map<number, SummaryRow>();
  for (const row of summaries) if (!rows.has(row[0])) rows.set(row[0], row);
  const ascending = [...rows.values()].sort((a, b) => a[0] - b[0]);
  return { folderId, page, ...encodeGaps(ascending.map((row) => ({ uid: row[0], date: row[1], size: row[2], structure: row[11] }))) };
}

/** Rows of one shape page on their way into an answer. */
export class ShapesOfPage {
  readonly #encoder: GapEncoder;
  readonly #uids: Uint32Array;
  readonly #sizes: Uint32Array;
  readonly #shapes: Uint16Array;
  readonly #leaves: Uint32Array;
  /** Where those of each row begin; of one with a structure of its own, its place among those. */
  readonly #starts: Uint32Array;
  readonly #samples: ShapePage['samples'];
  readonly #own: readonly unknown[];
  /** Shapes by their number in the answer, once they are in it. */
  readonly #numbers: number[] = [];

  constructor(page: ShapePage, encoder: GapEncoder) {
    this.#encoder = encoder;
    this.#uids = words(page.uids);
    this.#sizes = words(page.sizes);
    this.#shapes = halves(page.shapes);
    this.#leaves = words(page.leaves);
    this.#samples = page.samples;
    this.#own = page.own;
    this.#starts = new Uint32Array(this.#uids.length);
    let [leaf, own] = [0, 0];
    for (let i = 0; i < this.#starts.length; i++) {
      const shape = this.#shapes[i] as number;
      this.#starts[i] = shape === OWN ? own++ : leaf;
      if (shape !== OWN) leaf += this.#samples[shape]?.[0] ?? 0;
    }
  }

  has(uid: number): boolean {
    return positionOf(this.#uids, uid) >= 0;
  }

  /** One that `has`. */
  add(uid: number, date: number): void {
    const row = positionOf(this.#uids, uid);
    const [size, shape, start] = [this.#sizes[row] as number, this.#shapes[row] as number, this.#starts[row] as number];
    if (shape === OWN) this.#encoder.add({ uid, date, size, structure: this.#own[start] });
    else this.#encoder.addShaped(uid, date, size, (this.#numbers[shape] ??= this.#encoder.shape(this.#samples[shape]?.[1])), this.#leaves, start);
  }
}
