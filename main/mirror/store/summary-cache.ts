/** Summary pages that were used last; the rest are bytes on disk. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import { decodeRows } from '../protocol/page-rows.ts';
import type { SummaryRow } from '../protocol/records.ts';
import type { PageSummaries } from './page-summaries.ts';

/** Rows of one page by UID. */
export type Summaries = ReadonlyMap<number, SummaryRow>;

/** Octets, about: two hundred pages of which few rows are on show, or forty that are. */
const MOST = 30_000_000;
const decoder = new TextDecoder();

export class SummaryCache {
  /** Least recently used first. */
  readonly #pages = new Map<string, PageSummaries>();

  get(folderId: FolderId, page: number): PageSummaries | undefined {
    const found = this.#pages.get(keyOf(folderId, page));
    if (found) this.set(folderId, page, found);
    return found;
  }

  /** Older ones go; whoever works with several pages holds on to them. */
  set(folderId: FolderId, page: number, summaries: PageSummaries): void {
    this.forget(folderId, page);
    this.#pages.set(keyOf(folderId, page), summaries);
    // Pages grow as they are read.
    let octets = 0;
    for (const one of this.#pages.values()) octets += one.octets;
    for (const [key, oldest] of this.#pages) {
      if (octets <= MOST || this.#pages.size === 1) break;
      this.#pages.delete(key);
      octets -= oldest.octets;
    }
  }

  forget(folderId: FolderId, page: number): void {
    this.#pages.delete(keyOf(folderId, page));
  }

  forgetFolder(folderId: FolderId): void {
    const prefix = keyOf(folderId, '');
    for (const key of this.#pages.keys()) if (key.startsWith(prefix)) this.#pages.delete(key);
  }
}

const keyOf = (folderId: FolderId, page: number | ''): string => `${folderId}\u0000${page}`;

/** Rows of a page blob. Throws FailureError 'internal' if the bytes are not what was agreed. */
export function decodeSummaries(rows: Uint8Array, where: string): Summaries {
  try {
    return new Map(decodeRows(decoder.decode(rows)).map((row) => [row[0], row]));
  } catch (error) {
    throw fail('internal', say('engine-mirror.pageUnreadable'), { detail: `${where}: ${error instanceof Error ? error.message : String(error)}` });
  }
}
