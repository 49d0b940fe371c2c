/** Where the mirror of a fault test lives, and how its lines come up: in memory here, or wherever else there is an IndexedDB. */
import { forceCloseDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { serveMirror, type MirrorServer } from '../../main/mirror/store/serve.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';

/** As in the real hosts, a mirror whose line or database is lost comes back after a moment, by itself. */
const COMES_BACK = 15;
/** Instead of ten seconds. */
const DEADLINE = 2_000;

export interface MirrorHome {
  /** Hands over every line that comes up. */
  begin(plug: (line: Transport) => void): void;
  end(): Promise<void>;
}

/** IndexedDB in memory whose disk can be taken away. */
export class FaultyHome implements MirrorHome {
  database = new IDBFactory();
  /** Writes fail as Chromium's do on a full disk: the transaction is aborted, the database closed; an opening fails too. */
  full = false;
  #plug: (line: Transport) => void = () => undefined;
  #server: MirrorServer | null = null;
  #line: Transport | null = null;
  #ended = false;
  readonly #open = new Set<IDBDatabase>();

  begin(plug: (line: Transport) => void): void {
    this.#plug = plug;
    void this.#serve();
  }

  async #serve(): Promise<void> {
    while (!this.#ended) {
      const [mine, theirs] = memoryTransportPair();
      this.#line = mine;
      this.#server = serveMirror(theirs, { indexedDB: this.#guarded(this.database), IDBKeyRange, orderDelay: 3_600_000, deadline: DEADLINE });
      this.#plug(mine);
      await this.#server.ended;
      await new Promise((resolve) => setTimeout(resolve, COMES_BACK));
      await this.#server.close();
    }
  }

  /** The line breaks, as when the page with the mirror dies. */
  cut(): void { this.#line?.close(); }

  /** The browser closes it. */
  close(): void {
    for (const db of this.#open) forceCloseDatabase(db as unknown as Parameters<typeof forceCloseDatabase>[0]);
    this.#open.clear();
  }

  /** Another page of the same origin deletes it. */
  async deleteUnderneath(): Promise<void> {
    for (const { name } of await this.database.databases()) {
      if (name !== undefined) await new Promise<void>((resolve) => {
        const request = this.database.deleteDatabase(name);
        request.onsuccess = request.onerror = () => resolve();
      });
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#line?.close();
    await this.#server?.ended;
  }

  #guarded(factory: IDBFactory): IDBFactory {
    return new Proxy(factory, {
      get: (target, name) => {
        if (name !== 'open') {
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        }
        return (...asked: [string, number?]) => {
          if (this.full) throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
          const request = target.open(...asked);
          request.addEventListener('success', () => {
            const db = request.result;
            this.#open.add(db);
            this.#guardWrites(db);
          });
          return request;
        };
      },
    });
  }

  #guardWrites(db: IDBDatabase): void {
    const transaction = db.transaction.bind(db);
    db.transaction = (...asked: Parameters<IDBDatabase['transaction']>) => {
      const begun = transaction(...asked);
      if (this.full && asked[1] === 'readwrite') {
        queueMicrotask(() => {
          try {
            begun.abort();
          } catch {
            // It has ended already.
          }
          this.close();
        });
      }
      return begun;
    };
  }
}
