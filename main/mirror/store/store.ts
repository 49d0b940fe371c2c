/** An open database with what is kept of it in memory: what batches and questions work on. */
import type { Table } from 'dexie';
import type { MirrorDatabase } from './database.ts';
import { ListCache } from './list-cache.ts';
import type { KnownLoneRows } from './lone-candidates.ts';
import { StoreMemory } from './open-folder.ts';
import { FactBook } from './row-facts.ts';
import { Threading } from './threading.ts';
import { TRANSACTION_DEADLINE, transact } from './transaction.ts';

/** One task at a time may use it. */
export class Store {
  readonly db: MirrorDatabase;
  readonly memory: StoreMemory;
  readonly threading: Threading;
  readonly facts = new FactBook();
  readonly lists = new ListCache();
  readonly lone: KnownLoneRows = new WeakMap();
  readonly deadline: number;

  private constructor(db: MirrorDatabase, memory: StoreMemory, deadline: number) {
    this.db = db;
    this.memory = memory;
    this.threading = new Threading(db, deadline);
    this.deadline = deadline;
  }

  static async over(db: MirrorDatabase, deadline: number = TRANSACTION_DEADLINE): Promise<Store> {
    const memory = new StoreMemory(db, deadline);
    await memory.load();
    return new Store(db, memory, deadline);
  }

  read<T>(tables: Table[], work: () => PromiseLike<T>): Promise<T> {
    return transact(this.db, 'r', tables, work, this.deadline);
  }
}
