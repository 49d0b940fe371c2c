/** Packs summaries into pages as they come from the wire. */
import type { FolderId } from '../../shared/ids.ts';
import { packFlags } from '../../shared/model/flags.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';
import { RowWriter } from './row-writer.ts';
import { summaryRow } from './summary.ts';

/** Messages per page: a window of fifty touches one or two, a page is some 120 kB (measured: docs/adr/0003). */
export const PAGE_SIZE = 500;

export interface PageBuilder {
  /** A page once it is full, else null. Messages must come in ascending UID order within a page; others are sorted in. */
  add(message: FetchedMessage): PageWrite | null;
  /** What is left, or null. */
  flush(): PageWrite | null;
}

/** Flags are the server's: what the user did is laid over them when the page is written. */
export function createPageBuilder(folderId: FolderId): PageBuilder {
  const rows = new RowWriter();
  let uids: number[] = [];
  let dates: number[] = [];
  let bits: number[] = [];
  const keywords = new Map<number, string[]>();

  function build(): PageWrite {
    const order = isAscending(uids) ? null : placesInOrder(uids);
    if (order) [uids, dates, bits] = [uids, dates, bits].map((column) => order.map((place) => column[place]!)) as [number[], number[], number[]];
    const page = { folderId, uids: bytesOf(Uint32Array.from(uids)), dates: bytesOf(Uint32Array.from(dates)), flags: bytesOf(Uint16Array.from(bits)), keywords: Object.fromEntries(keywords), rows: rows.take(order) };
    [uids, dates, bits] = [[], [], []];
    keywords.clear();
    return page;
  }

  return {
    add(message) {
      const row = summaryRow(message);
      const packed = packFlags(message.flags ?? []);
      const { uid } = message;
      rows.add(row);
      dates.push(row[1]);
      bits.push(packed.bits);
      // The last answer of several holds.
      if (packed.keywords.length) keywords.set(uid, packed.keywords);
      else if (keywords.size > 0) keywords.delete(uid);
      return uids.push(uid) >= PAGE_SIZE ? build() : null;
    },
    flush: () => (uids.length ? build() : null),
  };
}

const bytesOf = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Out of order, and the same message twice, has been seen from servers; the last answer holds. */
const placesInOrder = (uids: readonly number[]): number[] => [...new Map(uids.map((uid, place) => [uid, place]))].sort(([a], [b]) => a - b).map(([, place]) => place);

function isAscending(uids: readonly number[]): boolean {
  for (let i = 1; i < uids.length; i++) if (uids[i]! <= uids[i - 1]!) return false;
  return true;
}
