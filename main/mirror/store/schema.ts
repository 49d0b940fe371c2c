/** Tables of the mirror's database, what one record of each holds, and the numbered steps that lead there. */
import type { Transaction } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import type { FolderRecord } from '../protocol/records.ts';

/** The folder as answered, and what only the store needs. */
export interface StoredFolder extends FolderRecord {
  /** Number of the next page; numbers are not used again within a folder. */
  nextPage: number;
  /** Counts every change of which rows are shown; an order record of another generation is stale. */
  generation: number;
}

/** Summaries as they came: UTF-8 of what protocol/page-rows makes, ascending UID. May still hold rows that are gone: the flag page decides. */
export interface SummaryPage {
  folderId: FolderId;
  page: number;
  rows: Uint8Array<ArrayBuffer>;
}

/** Which rows of the page with the same number live, ascending UID, and all about them that changes. */
export interface FlagPage {
  folderId: FolderId;
  page: number;
  uids: Uint32Array<ArrayBuffer>;
  dates: Uint32Array<ArrayBuffer>;
  bits: Uint16Array<ArrayBuffer>;
  /** By UID; only of rows that have any. */
  keywords: Readonly<Record<number, readonly string[]>>;
}

/** Rows that are shown, newest first. Derived: it can be rebuilt from the flag pages at any time. */
export interface OrderRecord {
  folderId: FolderId;
  generation: number;
  uids: Uint32Array<ArrayBuffer>;
  dates: Uint32Array<ArrayBuffer>;
  pages: Uint32Array<ArrayBuffer>;
}

export interface PreviewRecord {
  folderId: FolderId;
  uid: number;
  text: string;
}

export interface MetaRecord {
  key: 'format';
  /** MIRROR_PROTOCOL of the application that made the database. */
  value: number;
}

export interface Migration {
  version: number;
  stores: Readonly<Record<string, string | null>>;
  upgrade?: (transaction: Transaction) => PromiseLike<void>;
}

/** Only ever appended to. Dexie runs those that a database has not seen, in order, in one transaction. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    stores: {
      folders: 'id',
      pages: '[folderId+page]',
      flags: '[folderId+page]',
      order: 'folderId',
      bodies: '[folderId+uid]',
      previews: '[folderId+uid]',
      meta: 'key',
    },
  },
];

export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));
