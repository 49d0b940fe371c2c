/** Serves the mirror over one line: opens the database, says hello, answers until the line or the database is gone. */
import { failure, FailureError, saidOf, toFailure, type Failure } from '../../../shared/failure.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Words } from '../../../shared/words.ts';
import type { Batch, Changes } from '../protocol/batch.ts';
import { MIRROR_PROTOCOL, type FromMirror, type ToMirror } from '../protocol/messages.ts';
import { answer } from './answer.ts';
import { applyBatches } from './apply-batches.ts';
import { BatchGroup } from './batch-group.ts';
import type { MirrorDatabase } from './database.ts';
import { exclusive } from './exclusive.ts';
import { deleteEverywhere, openInPlace, type PlaceOptions } from './place.ts';
import { Store } from './store.ts';
import { TaskQueue } from './task-queue.ts';
import { ToldFolders } from './told-folders.ts';
import { TRANSACTION_DEADLINE } from './transaction.ts';

export interface ServeOptions extends PlaceOptions {
  /** Milliseconds without work after which stale order records are written and new pages are gone through for conversations. */
  orderDelay?: number;
}

export interface MirrorServer {
  /** Why it is over: the line is gone, or the database cannot be used and only a new line can help. */
  readonly ended: Promise<'line' | 'failed'>;
  /** Ends the running task, closes database and line. */
  close(): Promise<void>;
}

/** Errors that say the data was wrong, not the database. */
const HARMLESS = new Set(['DataError', 'DataCloneError', 'ConstraintError', 'TypeError', 'RangeError']);
const serving = new WeakMap<IDBFactory, Map<string, Server>>();

/** One server per database: the newest ends the one before and begins when that is closed. */
export function serveMirror(transport: Transport, options: ServeOptions = {}): MirrorServer {
  const factory = options.indexedDB ?? indexedDB;
  const byName = serving.get(factory) ?? new Map<string, Server>();
  serving.set(factory, byName);
  const name = options.name ?? '';
  const before = byName.get(name);
  const server = new Server(transport, options);
  byName.set(name, server);
  void server.open(before);
  return server;
}

class Server implements MirrorServer {
  readonly ended: Promise<'line' | 'failed'>;
  readonly #transport: Transport;
  readonly #options: ServeOptions;
  readonly #queue = new TaskQueue(() => this.#idle());
  readonly #end: (reason: 'line' | 'failed') => void;
  readonly #told = new ToldFolders();
  /** Takes batches until its turn comes. */
  #group = new BatchGroup(true);
  #store: Store | undefined;
  #failure: Failure | undefined;
  #closed: Promise<void> | undefined;
  #release: (() => void) | undefined;
  #orderTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport, options: ServeOptions) {
    this.#transport = transport;
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<'line' | 'failed'>();
    this.ended = promise;
    this.#end = resolve;
    transport.onMessage((message) => this.#receive(message as ToMirror));
    transport.onClose(() => void this.close());
  }

  async open(before: Server | undefined): Promise<void> {
    await before?.close();
    if (this.#closed) return;
    try {
      // A database that was handed in belongs to whoever did.
      if (!this.#options.indexedDB) this.#release = await exclusive(this.#options.name ?? 'godwit-mirror', this.#options.deadline ?? TRANSACTION_DEADLINE);
      const { db, state } = await openInPlace(this.#options);
      await this.#use(db);
      this.#post({ kind: 'hello', protocol: MIRROR_PROTOCOL, state });
      this.#queue.start();
    } catch (error) {
      this.#fail(error);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  async #finish(): Promise<void> {
    clearTimeout(this.#orderTimer);
    await this.#queue.end();
    this.#giveBack();
    this.#end('line');
    this.#transport.close();
  }

  async #use(db: MirrorDatabase): Promise<void> {
    db.on('close', () => {
      if (this.#store?.db === db) this.#fail(new Error('the database was closed from outside'));
    });
    this.#store = await Store.over(db, this.#options.deadline);
    // Closed while it was being opened.
    if (this.#closed) this.#giveBack();
  }

  #giveBack(): void {
    this.#letGo();
    this.#release?.();
    this.#release = undefined;
  }

  #letGo(): void {
    const store = this.#store;
    this.#store = undefined;
    store?.db.close();
  }

  #receive(message: ToMirror): void {
    const { id } = message;
    switch (message.kind) {
      case 'batch':
        this.#take(id, message.batch);
        break;
      case 'query':
        this.#queue.question({
          run: () => this.#perform([id], async (store) => (message.name === 'folders' ? this.#tellFolders(id, store) : [{ kind: 'answer', id, answer: await answer(store, message.name, message.question) }])),
          refuse: () => this.#refuse([id]),
        });
        break;
      case 'wipe':
        this.#group.seal();
        this.#queue.batch({
          run: () => this.#perform([id], async () => [{ kind: 'done', id, changes: await this.#wipe() }]),
          refuse: () => this.#refuse([id]),
        });
        break;
    }
  }

  #take(id: number, batch: Batch): void {
    if (this.#group.take(id, batch)) return;
    const group = new BatchGroup();
    this.#group = group;
    group.take(id, batch);
    this.#queue.batch({
      run: () => {
        group.seal();
        return this.#perform(group.ids, (store) => this.#apply(store, group));
      },
      refuse: () => {
        group.seal();
        this.#refuse(group.ids);
      },
    });
  }

  async #apply(store: Store, { ids, batches }: BatchGroup): Promise<FromMirror[]> {
    try {
      const results = await applyBatches(store, batches);
      return results.map((result, i) => {
        const id = ids[i] as number;
        return result instanceof FailureError ? errorMessage(id, result.failure, false) : { kind: 'done', id, changes: result };
      });
    } catch (error) {
      // A defect may have left memory ahead of the disk: what is on disk counts.
      if (isHarmless(error)) this.#store = await Store.over(store.db, this.#options.deadline);
      throw error;
    }
  }

  async #perform(ids: readonly number[], work: (store: Store) => Promise<FromMirror[]>): Promise<void> {
    try {
      if (!this.#store) throw new Error('the database is closed');
      for (const message of await work(this.#store)) this.#post(message.kind === 'done' ? this.#withNews(message) : message);
    } catch (error) {
      const fatal = !isHarmless(error);
      const told = fatal ? unusable(error) : toFailure(error);
      for (const id of ids) this.#post(errorMessage(id, told, fatal));
      if (fatal) this.#fail(error);
    }
  }

  /** At once: no news may go out between the list and its telling. */
  #tellFolders(id: number, store: Store): [] {
    this.#post({ kind: 'answer', id, answer: this.#told.all(store.memory.folders) });
    return [];
  }

  #withNews(done: Extract<FromMirror, { kind: 'done' }>): FromMirror {
    const folders = this.#store && this.#told.news(this.#store.memory.folders);
    return folders ? { ...done, folders } : done;
  }

  #refuse(ids: readonly number[]): void {
    const refusal = this.#failure ?? failure('mirror-unavailable', say('engine-mirror.closed'));
    for (const id of ids) this.#post(errorMessage(id, refusal, true));
  }

  async #wipe(): Promise<Changes> {
    this.#letGo();
    await deleteEverywhere(this.#options);
    await this.#use((await openInPlace(this.#options)).db);
    return { folderList: true, folders: [] };
  }

  #idle(): void {
    clearTimeout(this.#orderTimer);
    if (!this.#store || (this.#store.memory.staleOrders().length === 0 && this.#store.threading.idle)) return;
    this.#orderTimer = setTimeout(() => {
      for (const folderId of this.#store?.memory.staleOrders() ?? []) this.#leftover(async (store) => store.memory.storeOrder(folderId));
      this.#goThroughPages();
    }, this.#options.orderDelay ?? 1500);
  }

  /** A few at a time: whoever asks meanwhile comes first. */
  #goThroughPages(): void {
    if (this.#store?.threading.idle ?? true) return;
    this.#leftover(async (store) => {
      if (await store.threading.step()) this.#goThroughPages();
    });
  }

  #leftover(work: (store: Store) => Promise<void>): void {
    this.#queue.leftover(async () => {
      if (this.#store) await work(this.#store).catch((error: unknown) => this.#fail(error));
    });
  }

  /** After this nothing works until a new line: memory might not be what is on disk. */
  #fail(error: unknown): void {
    if (this.#closed) this.#giveBack();
    if (this.#failure || this.#closed) return;
    this.#failure = unusable(error);
    clearTimeout(this.#orderTimer);
    this.#giveBack();
    this.#post({ kind: 'failing', ...inFull(this.#failure) });
    void this.#queue.end().then(() => this.#end('failed'));
  }

  #post(message: FromMirror): void {
    this.#transport.post(message);
  }
}

const errorMessage = (id: number, told: Failure, fatal: boolean): FromMirror => ({ kind: 'error', id, code: told.code, ...inFull(told), fatal });

/** With its detail. */
function inFull(told: Failure): { message: string; words: Words } {
  const { text, words } = told.detail ? say('engine-mirror.withDetail', { sentence: saidOf(told), detail: told.detail }) : saidOf(told);
  return { message: text, words };
}

function isHarmless(error: unknown): boolean {
  if (error instanceof FailureError) return error.failure.code !== 'mirror-unavailable';
  return error instanceof Error && HARMLESS.has(error.name);
}

function unusable(error: unknown): Failure {
  if (error instanceof FailureError && error.failure.code === 'mirror-unavailable') return error.failure;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return failure('mirror-unavailable', say('engine-mirror.unusable'), { detail });
}
