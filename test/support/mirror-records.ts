/** Short ways to write mirror records in tests. */
import { encodeRows } from '../../main/mirror/protocol/page-rows.ts';
import type { FolderWrite, PageWrite, SummaryRow } from '../../main/mirror/protocol/records.ts';
import { accountId, folderId, splitFolderId, type FolderId } from '../../shared/ids.ts';

export const inbox: FolderId = folderId(accountId('one'), 'INBOX');

export function folderWrite(id: FolderId, facts: Partial<FolderWrite> = {}): FolderWrite {
  const { accountId: account, path } = splitFolderId(id);
  return {
    id, accountId: account, wireName: path, path, name: path.split('/').at(-1) ?? path, delimiter: '/', role: path === 'INBOX' ? 'inbox' : 'none',
    selectable: true, subscribed: true, serverTotal: null, serverUnread: null, ...facts,
  };
}

export interface TestRow {
  uid: number;
  date?: number;
  flags?: number;
  keywords?: string[];
  subject?: string;
}

export const summaryRow = ({ uid, date = uid, subject = `message ${uid}` }: TestRow): SummaryRow =>
  [uid, date, 1000, subject, [['Ann', 'ann@example.org']], [], [], `<${uid}@example.org>`, '', [], 0, null, null];

/** Rows in ascending UID order. */
export function pageOf(folder: FolderId, rows: readonly TestRow[]): PageWrite {
  const keywords: Record<number, string[]> = {};
  for (const row of rows) if (row.keywords?.length) keywords[row.uid] = row.keywords;
  return {
    folderId: folder,
    uids: new Uint8Array(Uint32Array.from(rows, (row) => row.uid).buffer),
    dates: new Uint8Array(Uint32Array.from(rows, (row) => row.date ?? row.uid).buffer),
    flags: new Uint8Array(Uint16Array.from(rows, (row) => row.flags ?? 0).buffer),
    keywords,
    rows: new TextEncoder().encode(encodeRows(rows.map(summaryRow))),
  };
}

/** The same numbers between 0 and 1 for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
