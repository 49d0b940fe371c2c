/** Batches that wait together and will share a transaction: a transaction costs milliseconds, whatever is in it. */
import { batchBytes } from '../protocol/batch-bytes.ts';
import type { Batch } from '../protocol/batch.ts';

/** Small enough that a question need not wait long for the group before it. */
const MOST_BATCHES = 16;
const MOST_BYTES = 2_000_000;

export class BatchGroup {
  readonly ids: number[] = [];
  readonly batches: Batch[] = [];
  #bytes = 0;
  #sealed: boolean;

  constructor(sealed = false) {
    this.#sealed = sealed;
  }

  /** False if the group is full or under way; the batch then begins the next one. */
  take(id: number, batch: Batch): boolean {
    if (this.#sealed) return false;
    this.ids.push(id);
    this.batches.push(batch);
    this.#bytes += batchBytes(batch);
    if (this.batches.length >= MOST_BATCHES || this.#bytes >= MOST_BYTES) this.#sealed = true;
    return true;
  }

  seal(): void {
    this.#sealed = true;
  }
}
