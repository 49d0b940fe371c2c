/** Works batches out against memory: which folders go, and what the others will be. Writes nothing. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Batch, Changes, FolderChange } from '../protocol/batch.ts';
import type { FolderWrite } from '../protocol/records.ts';
import type { Store } from './store.ts';
import type { StoredFolder } from './schema.ts';
import { bodiesOf, singleBody } from './body-pack.ts';
import { FolderKeys, keyed, unkeyed, type KeyedWrite } from './folder-keys.ts';
import { Spine } from './spine.ts';
import { markedFlags } from './marked-flags.ts';
import { countGuests } from './guest-list.ts';
import { arrive } from './staged-arrivals.ts';
import { StagedGuests, type Reach } from './staged-guests.ts';
import { StagedFolder } from './staged-folder.ts';

const NO_SPINE = new Spine([]);

export class Staging {
  readonly gone = new Set<FolderId>();
  readonly folders = new Map<FolderId, StagedFolder>();
  readonly guests: StagedGuests;
  readonly #store: Store;
  readonly #reach: Reach = { find: (id) => this.#find(id), spine: (folder) => this.#spine(folder) };
  #listed = false;
  #moved = false;
  /** Folders that the batch at hand has removed, whatever it called them. */
  #removed = new Set<FolderId>();

  constructor(store: Store) {
    this.#store = store;
    this.guests = new StagedGuests(store, this.#reach);
  }

  /** Parts in the order of the fields. Throws FailureError 'uid-validity-changed', or 'not-found' for a folder that does not exist where ignoring it would lose something. */
  async stage(asked: Batch): Promise<Changes> {
    this.#listed = false;
    this.#removed = new Set();
    const batch = this.#keyed(asked);
    for (const { folderId, uidValidity } of batch.under ?? []) this.#checkValidity(folderId, uidValidity);
    for (const id of batch.removeFolders ?? []) this.#remove(id);
    for (const account of batch.removeAccounts ?? []) this.#removeAccount(account);
    for (const write of batch.folders ?? []) this.#writeFolder(write);
    for (const write of batch.folderFacts ?? []) if (this.#find(write.id)) this.#writeFolder(write);
    if (!this.guests.none) for (const { folderId } of [...(batch.resetFolders ?? []), ...(batch.renumbered ?? [])]) await this.guests.keep(folderId, null);
    for (const { folderId, uidValidity } of batch.resetFolders ?? []) this.#reset(this.#known(folderId), uidValidity);
    for (const write of batch.renumbered ?? []) await this.#ifKnown(write.folderId, (folder, spine) => folder.renumber(spine, write));
    for (const page of batch.pages ?? []) {
      if (!this.guests.none) await this.guests.meet(page);
      const folder = this.#known(page.folderId);
      await folder.addPage(await this.#spine(folder), page, (number) => this.#readBlob(page.folderId, number));
    }
    for (const { folderId, changes } of batch.flags ?? []) await this.#ifKnown(folderId, (folder, spine) => folder.setFlags(spine, changes));
    for (const arrival of batch.arrivals ?? []) await arrive(this.#store, this.#reach, this.guests, arrival, (number) => this.#readBlob(arrival.to.folderId, number));
    if (batch.guests) this.guests.set(batch.guests);
    for (const mark of batch.marks ?? []) await this.#ifKnown(mark.folderId, (folder, spine) => {
      if (folder.record.checkpoint.uidValidity === mark.uidValidity) folder.setFlags(spine, markedFlags(spine, mark));
    });
    for (const { folderId, uids } of batch.vanished ?? []) {
      if (!this.guests.none) await this.guests.keep(folderId, uids);
      await this.#ifKnown(folderId, (folder, spine) => folder.vanish(spine, uids));
    }
    for (const { folderId, uidValidity, uid, text } of batch.previews ?? []) await this.#ifKnown(folderId, (folder, spine) => {
      if (uidValidity === undefined || folder.record.checkpoint.uidValidity === uidValidity) folder.setPreview(spine, uid, text);
    });
    for (const { folderId, uidValidity, uid, content } of batch.bodies ?? []) {
      await this.#ifKnown(folderId, (folder, spine) => folder.addBodies(spine, singleBody(uid, content), uidValidity));
    }
    for (const pack of batch.bodyPacks ?? []) await this.#ifKnown(pack.folderId, (folder, spine) => folder.addBodies(spine, bodiesOf(pack), pack.uidValidity));
    for (const id of batch.forgetBodies ?? []) this.#find(id)?.forgetBodies();
    for (const { folderId, checkpoint } of batch.checkpoints ?? []) this.#known(folderId).setCheckpoint(checkpoint);
    const changes: FolderChange[] = [];
    for (const id of await this.guests.settle(batch, this.#removed)) {
      const { total, unread, flagged } = countGuests(this.guests.list(id)!);
      const folder = this.#find(id);
      if (folder) folder.setGuests({ total, unread, flagged });
      // Made by the user, and not known to the server yet.
      else changes.push({ folderId: id, added: 0, changed: [], vanished: 0, total, unread });
    }
    for (const folder of this.folders.values()) {
      const { listed, change } = folder.takeNews();
      if (listed) this.#listed = true;
      if (change) changes.push(change);
    }
    const all = { folderList: this.#listed, folders: changes };
    return this.#renamed ? unkeyed(all, this.#keys()) : all;
  }

  get #renamed(): boolean { return this.#moved || this.#store.memory.keys.any; }

  #keys(): FolderKeys {
    const untouched = [...this.#store.memory.folders.values()].filter(({ id }) => !this.gone.has(id) && !this.folders.has(id));
    return new FolderKeys([...untouched, ...[...this.folders.values()].map(({ record }) => record)]);
  }

  /** With what folders are called in the tables; those that go and those that are renamed come first. */
  #keyed(batch: Batch): Batch {
    const { removeFolders = [], movedFolders = [], ...rest } = batch;
    if (movedFolders.length === 0 && !this.#renamed) return batch;
    const keys = this.#keys();
    for (const id of removeFolders) this.#remove(keys.keyOf(id));
    for (const { folderId, to } of movedFolders) this.#move(folderId, to);
    return keyed(rest, this.#keys());
  }

  #move(id: FolderId, to: FolderWrite): void {
    const keys = this.#keys();
    const folder = this.#find(keys.keyOf(id));
    if (!folder || id === to.id) return;
    // Seen under its new name before it was known to be the same.
    this.#remove(keys.keyOf(to.id));
    const { id: key } = folder.record;
    const { now: _before, ...record } = { ...folder.record, ...to, id: key };
    folder.record = key === to.id ? record : { ...record, now: to.id };
    folder.listed = true;
    this.#moved = true;
  }

  #remove(id: FolderId): void {
    const staged = this.folders.delete(id);
    if (!staged && (this.gone.has(id) || !this.#store.memory.folders.has(id))) return;
    this.gone.add(id);
    this.#removed.add(id);
    this.#listed = true;
  }

  #removeAccount(account: AccountId): void {
    const records = [...this.#store.memory.folders.values(), ...[...this.folders.values()].map((folder) => folder.record)];
    for (const folder of records) if (folder.accountId === account) this.#remove(folder.id);
    this.guests.forget(account);
  }

  #writeFolder(write: KeyedWrite): void {
    const folder = this.#find(write.id);
    if (!folder) {
      const record: StoredFolder = { ...write, total: 0, unread: 0, flagged: 0, checkpoint: emptyCheckpoint(0), nextPage: 0, generation: 0 };
      const staged = new StagedFolder(record, this.gone.has(write.id), NO_SPINE);
      staged.listed = true;
      this.folders.set(write.id, staged);
      return;
    }
    const { total, unread, checkpoint, nextPage, generation } = folder.record;
    const record: StoredFolder = { ...folder.record, ...write, total, unread, checkpoint, nextPage, generation };
    // Who writes facts anew may have read them with counts, which are older by now.
    for (const own of ['flagged', 'guests'] as const) {
      if (folder.record[own] === undefined) Reflect.deleteProperty(record, own);
      else Object.assign(record, { [own]: folder.record[own] });
    }
    if (JSON.stringify(record) === JSON.stringify(folder.record)) return;
    folder.record = record;
    folder.listed = true;
  }

  #reset(folder: StagedFolder, uidValidity: number): void {
    const { record } = folder;
    const { guests: _gone, ...facts } = record;
    const fresh = new StagedFolder({ ...facts, total: 0, unread: 0, flagged: 0, checkpoint: emptyCheckpoint(uidValidity), nextPage: 0, generation: record.generation }, true, NO_SPINE);
    fresh.vanished = record.total;
    fresh.listed = true;
    this.folders.set(record.id, fresh);
  }

  #find(id: FolderId): StagedFolder | undefined {
    const staged = this.folders.get(id);
    if (staged) return staged;
    const record = this.gone.has(id) ? undefined : this.#store.memory.folders.get(id);
    if (!record) return undefined;
    const folder = new StagedFolder(record, false, this.#store.memory.peekSpine(id));
    this.folders.set(id, folder);
    return folder;
  }

  #known(id: FolderId): StagedFolder {
    const folder = this.#find(id);
    if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: id });
    return folder;
  }

  /** Another folder may have come to this name while the answer was on its way, or the copy may have been begun anew. */
  #checkValidity(id: FolderId, uidValidity: number): void {
    const own = this.#find(id)?.record.checkpoint.uidValidity ?? uidValidity;
    if (own !== uidValidity) throw fail('uid-validity-changed', say('engine-mirror.otherUidValidity'), { detail: `${uidValidity} to ${own}` });
  }

  /** What concerns unknown rows is ignored, and a folder that is gone has only those. */
  async #ifKnown(id: FolderId, work: (folder: StagedFolder, spine: Spine) => void): Promise<void> {
    const folder = this.#find(id);
    if (folder) work(folder, await this.#spine(folder));
  }

  async #spine(folder: StagedFolder): Promise<Spine> {
    folder.spine ??= await this.#store.memory.spine(folder.record.id);
    return folder.spine;
  }

  async #readBlob(folderId: FolderId, page: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { db } = this.#store;
    return (await this.#store.read([db.pages], () => db.pages.get([folderId, page])))?.rows;
  }
}

const emptyCheckpoint = (uidValidity: number): StoredFolder['checkpoint'] => ({ uidValidity, uidNext: 0, highestModseq: '0', complete: false });
