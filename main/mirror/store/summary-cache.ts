/** Decoded summary pages, the latest used ones; the rest are bytes on disk. */
import type { FolderId } from '../../../shared/ids.ts';
import { decodeRows } from '../protocol/page-rows.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { fail } from '../../../shared/failure.ts';

/** Rows of one page by UID. */
export type Summaries = ReadonlyMap<number, SummaryRow>;

/** Rows kept decoded; about 1.5 kB each. */
const MOST_ROWS = 20_000;
const decoder = new TextDecoder();

export class SummaryCache {
  readonly #pages = new Map<string, Summaries>();
  #rows = 0;

  get(folderId: FolderId, page: number): Summaries | undefined {
    const key = keyOf(folderId, page);
    const found = this.#pages.get(key);
    if (found) {
      this.#pages.delete(key);
      this.#pages.set(key, found);
    }
    return found;
  }

  set(folderId: FolderId, page: number, summaries: Summaries): void {
    this.forget(folderId, page);
    this.#pages.set(keyOf(folderId, page), summaries);
    this.#rows += summaries.size;
    for (const [key, oldest] of this.#pages) {
      if (this.#rows <= MOST_ROWS || this.#pages.size === 1) break;
      this.#pages.delete(key);
      this.#rows -= oldest.size;
    }
  }

  forget(folderId: FolderId, page: number): void {
    const key = keyOf(folderId, page);
    this.#rows -= this.#pages.get(key)?.size ?? 0;
    this.#pages.delete(key);
  }

  forgetFolder(folderId: FolderId): void {
    const prefix = keyOf(folderId, '');
    for (const [key, summaries] of this.#pages) {
      if (!key.startsWith(prefix)) continue;
      this.#pages.delete(key);
      this.#rows -= summaries.size;
    }
  }
}

const keyOf = (folderId: FolderId, page: number | ''): string => `${folderId}\u0000${page}`;

/** Rows of a page blob. Throws FailureError 'internal' if the bytes are not what was agreed. */
export function decodeSummaries(rows: Uint8Array, where: string): Summaries {
  try {
    return new Map(decodeRows(decoder.decode(rows)).map((row) => [row[0], row]));
  } catch (error) {
    throw fail('internal', 'A page of the local copy cannot be read.', { detail: `${where}: ${error instanceof Error ? error.message : String(error)}` });
  }
}
