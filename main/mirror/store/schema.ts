/** Tables of the mirror's database, what one record of each holds, and the numbered steps that lead there. */
import type { Transaction } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { GapColumns } from '../protocol/body-gaps.ts';
import type { FolderRecord } from '../protocol/records.ts';

/** The folder as answered, and what only the store needs. */
export interface StoredFolder extends FolderRecord {
  /** Number of the next page; numbers are not used again within a folder. */
  nextPage: number;
  /** Counts every change of which rows are shown; an order record of another generation is stale. */
  generation: number;
  /** What it is called now, where `id` is only what it is called in the tables: it was renamed. */
  now?: FolderId;
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
  /** Where the folder was renumbered since: under which UIDVALIDITY its rows came, and the UIDs they have in the summaries, in the order of `uids`. */
  born?: { uidValidity: number; uids: Uint32Array<ArrayBuffer> };
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

/**
 * What the summaries of a page say about conversations, hashed: by row, ascending UID. Derived: it can be made anew from the
 * summary page at any time, and goes whenever that changes. Rows that are gone may still be in it: what they linked stays linked.
 */
export interface LinkPage {
  folderId: FolderId;
  page: number;
  uids: Uint32Array<ArrayBuffer>;
  dates: Uint32Array<ArrayBuffer>;
  /** Hash of the Message-ID, two numbers a row; 0, 0 for none. */
  ids: Uint32Array<ArrayBuffer>;
  /** How many of `links` belong to the row. */
  counts: Uint8Array<ArrayBuffer>;
  /** Hashes of what rows link to, two numbers each, row after row. */
  links: Uint32Array<ArrayBuffer>;
  /** Hash of the subject without prefixes, 0 for none. */
  subjects: Uint32Array<ArrayBuffer>;
  senders: Uint32Array<ArrayBuffer>;
  /** Who takes part: a Bloom filter of 64 bits, two numbers a row. */
  people: Uint32Array<ArrayBuffer>;
  /** 1: an answer by its subject that names no message. */
  loose: Uint8Array<ArrayBuffer>;
  /** 1: with attachments. */
  attached: Uint8Array<ArrayBuffer>;
}

/** How the messages of a page are built: as protocol/body-gaps makes it of all its rows, ascending UID. Derived, made and gone with the link page; one that is missing is no harm. */
export interface ShapePage extends GapColumns {
  folderId: FolderId;
  page: number;
}

export interface PreviewRecord {
  folderId: FolderId;
  uid: number;
  text: string;
}

/** Texts of several messages in blocks, one after another. */
export interface BodyPackRecord {
  folderId: FolderId;
  pack: number;
  content: Uint8Array<ArrayBuffer>;
}

/** Where texts lie, one row a message, ascending UID. */
export interface BodyColumns {
  uids: Uint32Array<ArrayBuffer>;
  /** The block, in octets of the content. */
  starts: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  /** The text, in octets of the unpacked block. */
  from: Uint32Array<ArrayBuffer>;
  to: Uint32Array<ArrayBuffer>;
  /** Octets of the unpacked block. */
  of: Uint32Array<ArrayBuffer>;
}

/** Whose texts the pack with the same number holds, and where. */
export interface BodyIndexRecord extends BodyColumns {
  folderId: FolderId;
  pack: number;
  /** Of the whole pack, with what it still holds of texts that are gone. */
  octets: number;
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
  // A record per message costs a hundred times what one per pack does. Texts that were kept singly come again from the server.
  { version: 2, stores: { bodies: null, bodyPacks: '[folderId+pack]', bodyIndex: '[folderId+pack]' } },
  { version: 3, stores: { links: '[folderId+page]' } },
  // They say now which messages have attachments; what is missing is made anew.
  { version: 4, stores: { links: '[folderId+page]' }, upgrade: (transaction) => transaction.table('links').clear() },
  { version: 5, stores: { guests: 'folderId' } },
  // Packed now; those that were kept as they are come again from the server.
  { version: 6, stores: { bodyPacks: '[folderId+pack]', bodyIndex: '[folderId+pack]' }, upgrade: (transaction) => Promise.all([transaction.table('bodyPacks').clear(), transaction.table('bodyIndex').clear()]).then(() => undefined) },
  { version: 7, stores: {}, upgrade: countFlagged },
  { version: 8, stores: { shapes: '[folderId+page]' } },
];

export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));

/** Folder records say now how many messages are flagged. */
async function countFlagged(transaction: Transaction): Promise<void> {
  const counts = new Map<FolderId, number>();
  await transaction.table<FlagPage>('flags').each(({ folderId, bits }) => {
    counts.set(folderId, bits.reduce((sum, one) => sum + Number((one & (FLAG.hidden | FLAG.flagged)) === FLAG.flagged), counts.get(folderId) ?? 0));
  });
  await transaction.table<StoredFolder>('folders').toCollection().modify((folder) => {
    folder.flagged = (counts.get(folder.id) ?? 0) + (folder.guests?.flagged ?? 0);
  });
}
