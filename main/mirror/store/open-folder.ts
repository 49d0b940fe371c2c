/** What the store keeps in memory: every folder record, and spine and order of the folders used last. Always equal to what is committed. */
import { Dexie } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import { BodyIndex } from './body-index.ts';
import type { MirrorDatabase } from './database.ts';
import type { GuestList } from './guest-list.ts';
import { buildOrder, mergeOrder, type Order } from './order.ts';
import { FolderKeys } from './folder-keys.ts';
import type { FlagPage, StoredFolder } from './schema.ts';
import { PreviewCache } from './preview-cache.ts';
import { Spine } from './spine.ts';
import type { StagedFolder } from './staged-folder.ts';
import { SummaryCache } from './summary-cache.ts';
import { transact } from './transaction.ts';

interface OpenFolder {
  spine?: Spine;
  order?: Order;
  /** Shown and hidden since `order` was made; merged when somebody looks. */
  pending: Map<number, { date: number; page: number } | null>;
  /** Generation of the order record on disk, as far as known. */
  storedOrder: number;
}

/** Rows of all open folders together; 22 bytes each. */
const MOST_ROWS = 2_000_000;

export class StoreMemory {
  readonly folders = new Map<FolderId, StoredFolder>();
  /** Of folders that have any; in memory whole, since nearly always there are none. */
  readonly guests = new Map<FolderId, GuestList>();
  readonly summaries = new SummaryCache();
  readonly previews = new PreviewCache();
  /** Least recently used first. */
  readonly #open = new Map<FolderId, OpenFolder>();
  /** 12 octets a message that has its text here. */
  readonly #bodies = new Map<FolderId, BodyIndex>();
  readonly #db: MirrorDatabase;
  readonly #deadline: number;
  #keys: FolderKeys | undefined;

  constructor(db: MirrorDatabase, deadline: number) {
    this.#db = db;
    this.#deadline = deadline;
  }

  async load(): Promise<void> {
    const { folders, guests } = this.#db;
    const [all, lists] = await transact(this.#db, 'r', [folders, guests], () => Promise.all([folders.toArray(), guests.toArray()]), this.#deadline);
    for (const folder of all) this.folders.set(folder.id, folder);
    this.publishGuests(lists);
  }

  get keys(): FolderKeys { return (this.#keys ??= new FolderKeys(this.folders.values())); }

  /** The spine if it is in memory already. */
  peekSpine(folderId: FolderId): Spine | undefined {
    return this.#open.get(folderId)?.spine;
  }

  async spine(folderId: FolderId): Promise<Spine> {
    const open = this.#touch(folderId);
    open.spine ??= new Spine(await this.#readFlagPages(folderId));
    this.#evict();
    return open.spine;
  }

  async order(folderId: FolderId): Promise<Order> {
    const open = this.#touch(folderId);
    if (!open.order) {
      open.pending.clear();
      open.order = (await this.#readOrder(folderId, open)) ?? buildOrder(await this.spine(folderId));
    } else if (open.pending.size > 0) {
      open.order = mergeOrder(open.order, open.pending);
      open.pending.clear();
    }
    this.#evict();
    return open.order;
  }

  async bodyIndex(folderId: FolderId): Promise<BodyIndex> {
    const known = this.#bodies.get(folderId);
    if (known) return known;
    const { bodyIndex } = this.#db;
    const range = bodyIndex.where('[folderId+pack]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]);
    const index = new BodyIndex(await transact(this.#db, 'r', [bodyIndex], () => range.toArray(), this.#deadline));
    this.#bodies.set(folderId, index);
    return index;
  }

  /** As it has just been committed, after `publish`. */
  setBodyIndex(folderId: FolderId, index: BodyIndex): void {
    this.#bodies.set(folderId, index);
  }

  /** Takes over what has just been committed. */
  publish(gone: Iterable<FolderId>, staged: Iterable<StagedFolder>): void {
    this.#keys = undefined;
    for (const id of gone) {
      this.folders.delete(id);
      this.#open.delete(id);
      this.#bodies.delete(id);
      this.summaries.forgetFolder(id);
      this.previews.forgetFolder(id);
    }
    for (const folder of staged) {
      const { id } = folder.record;
      if (folder.fresh || folder.bodiesForgotten) this.#bodies.delete(id);
      this.folders.set(id, folder.record);
      this.previews.publish(folder);
      if (folder.fresh) {
        this.#open.delete(id);
        this.summaries.forgetFolder(id);
      }
      for (const page of folder.blobs.keys()) this.summaries.forget(id, page);
      if (folder.spine) this.#takeOver(folder, folder.spine);
    }
    this.#evict();
  }

  publishGuests(lists: Iterable<GuestList>): void {
    for (const list of lists) {
      if (list.guests.length > 0) this.guests.set(list.folderId, list);
      else this.guests.delete(list.folderId);
    }
  }

  /** Folders in memory whose order record on disk is stale, as far as known. */
  staleOrders(): FolderId[] {
    return [...this.#open].flatMap(([id, open]) => (open.storedOrder !== this.folders.get(id)?.generation ? [id] : []));
  }

  async storeOrder(folderId: FolderId): Promise<void> {
    const folder = this.folders.get(folderId);
    if (!folder) return;
    const order = await this.order(folderId);
    const { generation } = folder;
    if (this.#touch(folderId).storedOrder === generation) return;
    await transact(this.#db, 'rw', [this.#db.order], () => this.#db.order.put({ folderId, generation, ...order }), this.#deadline);
    this.#touch(folderId).storedOrder = generation;
  }

  #takeOver(folder: StagedFolder, spine: Spine): void {
    const open = this.#touch(folder.record.id);
    open.spine = spine;
    // Sorted anew when somebody looks: equal dates go by UID.
    if (folder.renumbering) delete open.order;
    if (!open.order) return;
    for (const [uid, place] of folder.orderChanges) open.pending.set(uid, place);
    // Nobody is looking while a folder fills up: one sort later is cheaper than keeping up.
    if (open.pending.size > 1000 && open.pending.size > open.order.uids.length / 4) {
      delete open.order;
      open.pending.clear();
    }
  }

  #touch(folderId: FolderId): OpenFolder {
    const open = this.#open.get(folderId) ?? { pending: new Map(), storedOrder: -1 };
    this.#open.delete(folderId);
    this.#open.set(folderId, open);
    return open;
  }

  #evict(): void {
    let rows = 0;
    for (const id of this.#open.keys()) rows += this.folders.get(id)?.total ?? 0;
    for (const id of this.#open.keys()) {
      if (rows <= MOST_ROWS || this.#open.size === 1) return;
      rows -= this.folders.get(id)?.total ?? 0;
      this.#open.delete(id);
    }
  }

  #readFlagPages(folderId: FolderId): Promise<FlagPage[]> {
    const { flags } = this.#db;
    const range = flags.where('[folderId+page]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]);
    return transact(this.#db, 'r', [flags], () => range.toArray(), this.#deadline);
  }

  async #readOrder(folderId: FolderId, open: OpenFolder): Promise<Order | undefined> {
    const { order } = this.#db;
    const record = await transact(this.#db, 'r', [order], () => order.get(folderId), this.#deadline);
    if (!record) return undefined;
    open.storedOrder = record.generation;
    return record.generation === this.folders.get(folderId)?.generation ? { uids: record.uids, dates: record.dates, pages: record.pages } : undefined;
  }
}
