/** Opens the mirror's database: finds the newest generation, sets aside what it must not touch. */
import { Dexie, type Table } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import { MIRROR_PROTOCOL } from '../protocol/messages.ts';
import type { GuestList } from './guest-list.ts';
import { MIGRATIONS, SCHEMA_VERSION, type BodyIndexRecord, type BodyPackRecord, type FlagPage, type LinkPage, type MetaRecord, type OrderRecord, type PreviewRecord, type ShapePage, type StoredFolder, type SummaryPage } from './schema.ts';
import { TRANSACTION_DEADLINE, within } from './transaction.ts';

export interface DatabaseOptions {
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
  /** Databases are called `<name>-<generation>`. */
  name?: string;
  /** Milliseconds a transaction, an opening or a deletion may take. */
  deadline?: number;
}

export class MirrorDatabase extends Dexie {
  declare folders: Table<StoredFolder, FolderId>;
  declare pages: Table<SummaryPage, [FolderId, number]>;
  declare flags: Table<FlagPage, [FolderId, number]>;
  declare links: Table<LinkPage, [FolderId, number]>;
  declare shapes: Table<ShapePage, [FolderId, number]>;
  declare order: Table<OrderRecord, FolderId>;
  declare bodyPacks: Table<BodyPackRecord, [FolderId, number]>;
  declare bodyIndex: Table<BodyIndexRecord, [FolderId, number]>;
  declare previews: Table<PreviewRecord, [FolderId, number]>;
  declare guests: Table<GuestList, FolderId>;
  declare meta: Table<MetaRecord, string>;

  constructor(name: string, options: DatabaseOptions) {
    super(name, {
      autoOpen: false,
      cache: 'disabled',
      // A cache of the server: a killed process loses nothing, and a lost power supply at most the last moments.
      chromeTransactionDurability: 'relaxed',
      ...(options.indexedDB && { indexedDB: options.indexedDB }),
      ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange }),
    });
    for (const { version, stores, upgrade } of MIGRATIONS) {
      const step = this.version(version).stores({ ...stores });
      if (upgrade) step.upgrade(upgrade);
    }
    this.on('populate', (transaction) => {
      void transaction.table<MetaRecord>('meta').add({ key: 'format', value: MIRROR_PROTOCOL });
    });
  }
}

export interface OpenedDatabase {
  db: MirrorDatabase;
  /** `set-aside`: there was one that cannot be used; it stays under its own name, this one is new. */
  state: 'kept' | 'empty' | 'set-aside';
}

const nameOf = (options: DatabaseOptions): string => options.name ?? 'godwit-mirror';
const factoryOf = (options: DatabaseOptions): IDBFactory => options.indexedDB ?? indexedDB;
const deadlineOf = (options: DatabaseOptions): number => options.deadline ?? TRANSACTION_DEADLINE;

/** Rejects if no database can be opened at all, as with a full disk. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<OpenedDatabase> {
  const newest = (await generations(options)).at(-1);
  if (!newest) return { db: await openGeneration(options, 1), state: 'empty' };
  // Dexie would open a newer version without a word. Its native version is ours times ten.
  if (newest.version <= SCHEMA_VERSION * 10) {
    try {
      const db = await openGeneration(options, newest.generation);
      if ((await within(db.meta.get('format'), deadlineOf(options), 'reading the format'))?.value === MIRROR_PROTOCOL) return { db, state: 'kept' };
      db.close();
    } catch (error) {
      // One damaged database must not lock the user out, but if a new one cannot be opened either, the trouble lies elsewhere and the old one stays the newest.
      const db = await openGeneration(options, newest.generation + 1).catch(() => Promise.reject(error as Error));
      return { db, state: 'set-aside' };
    }
  }
  return { db: await openGeneration(options, newest.generation + 1), state: 'set-aside' };
}

/** Deletes every generation, set-aside ones too. */
export async function deleteDatabases(options: DatabaseOptions = {}): Promise<void> {
  for (const { generation } of await generations(options)) {
    const request = factoryOf(options).deleteDatabase(`${nameOf(options)}-${generation}`);
    const deleted = new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('the database could not be deleted'));
    });
    await within(deleted, deadlineOf(options), 'deleting a database');
  }
}

/** Existing generations, ascending. */
async function generations(options: DatabaseOptions): Promise<{ generation: number; version: number }[]> {
  const prefix = `${nameOf(options)}-`;
  const databases = await within(factoryOf(options).databases(), deadlineOf(options), 'listing databases');
  return databases
    .flatMap(({ name, version }) => {
      const generation = name?.startsWith(prefix) ? name.slice(prefix.length) : '';
      return /^\d{1,9}$/u.test(generation) ? [{ generation: Number(generation), version: version ?? 0 }] : [];
    })
    .sort((a, b) => a.generation - b.generation);
}

async function openGeneration(options: DatabaseOptions, generation: number): Promise<MirrorDatabase> {
  const db = new MirrorDatabase(`${nameOf(options)}-${generation}`, options);
  try {
    await within(db.open(), deadlineOf(options), 'opening the database');
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}
