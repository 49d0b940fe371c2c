/** Packs summaries into pages as they come from the wire. */
import type { FolderId } from '../../shared/ids.ts';
import { packFlags } from '../../shared/model/flags.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';
import { encodeRows } from '../mirror/protocol/page-rows.ts';
import { summaryRow } from './summary.ts';

/** Messages per page: a window of fifty touches one or two, a page is some 120 kB (measured: docs/adr/0003). */
export const PAGE_SIZE = 500;

export interface PageBuilder {
  /** A page once it is full, else null. Messages must come in ascending UID order within a page; others are sorted in. */
  add(message: FetchedMessage): PageWrite | null;
  /** What is left, or null. */
  flush(): PageWrite | null;
}

/** `overlay` puts what the user did and the server has not confirmed over the server's flags. */
export function createPageBuilder(folderId: FolderId, overlay: (uid: number, bits: number) => number): PageBuilder {
  let messages: FetchedMessage[] = [];

  function build(): PageWrite {
    let batch = messages;
    messages = [];
    // Out of order, and the same message twice, has been seen from servers; the last answer holds.
    if (!isAscending(batch)) batch = [...new Map(batch.map((message) => [message.uid, message])).values()].sort((a, b) => a.uid - b.uid);
    const uids = new Uint32Array(batch.length);
    const dates = new Uint32Array(batch.length);
    const flags = new Uint16Array(batch.length);
    const keywords: Record<number, string[]> = {};
    const rows = batch.map((message, index) => {
      const row = summaryRow(message);
      const packed = packFlags(message.flags ?? []);
      uids[index] = message.uid;
      dates[index] = row[1];
      flags[index] = overlay(message.uid, packed.bits);
      if (packed.keywords.length) keywords[message.uid] = packed.keywords;
      return row;
    });
    return { folderId, uids: bytesOf(uids), dates: bytesOf(dates), flags: bytesOf(flags), keywords, rows: Buffer.from(encodeRows(rows)) };
  }

  return {
    add(message) {
      messages.push(message);
      return messages.length >= PAGE_SIZE ? build() : null;
    },
    flush: () => (messages.length ? build() : null),
  };
}

const bytesOf = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function isAscending(messages: readonly FetchedMessage[]): boolean {
  for (let i = 1; i < messages.length; i++) if (messages[i]!.uid <= messages[i - 1]!.uid) return false;
  return true;
}
