/** Applies batches, each whole or not at all: worked out first, written in one transaction, and only then taken over into memory. */
import { Dexie } from 'dexie';
import { fail, FailureError } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Batch, Changes } from '../protocol/batch.ts';
import { BodyIndex } from './body-index.ts';
import { changeBodies, deleteBodies, writeBodies, type BodyChanges } from './body-changes.ts';
import type { MirrorDatabase } from './database.ts';
import type { GuestList } from './guest-list.ts';
import type { FlagPage, PreviewRecord, SummaryPage } from './schema.ts';
import type { Renumber } from './renumber.ts';
import { Staging } from './staging.ts';
import type { StagedFolder } from './staged-folder.ts';
import type { Store } from './store.ts';
import { isFull, transact } from './transaction.ts';

/** Up to so many vanished rows are deleted by key; beyond, those that have a preview are looked up first. */
const FEW = 100;

/**
 * What became of each batch. A batch that cannot be right is refused with FailureError 'not-found', 'uid-validity-changed' or 'invalid-input' and
 * nothing of it is written; the others are. Rejects if the transaction failed: nothing is written then, and memory is as before.
 */
export async function applyBatches(store: Store, batches: readonly Batch[]): Promise<(Changes | FailureError)[]> {
  const results: (Changes | FailureError)[] = [];
  try {
    await applyAll(store, batches, results);
    return results;
  } catch (error) {
    // What was written before is not applied again: it would have no news to tell any more.
    const rest = batches.slice(results.length);
    // Texts can be had again at any time: a full disk must not cost what shares a transaction with them.
    if (!isFull(error) || !rest.some(hasTexts)) throw error;
    const others: (Changes | FailureError)[] = [];
    await applyAll(store, rest.filter((batch) => !hasTexts(batch)), others);
    return [...results, ...rest.map((batch) => (hasTexts(batch) ? fail('storage', say('engine-mirror.diskFull')) : (others.shift() as Changes | FailureError)))];
  }
}

const hasTexts = ({ bodies = [], bodyPacks = [] }: Batch): boolean => bodies.length + bodyPacks.length > 0;

/** `results`: of those that are done, as they are done. */
async function applyAll(store: Store, batches: readonly Batch[], results: (Changes | FailureError)[]): Promise<void> {
  while (results.length < batches.length) {
    const { staging, staged, refused } = await stageUntilRefused(store, batches.slice(results.length));
    await commit(store, staging);
    results.push(...staged);
    if (refused) results.push(refused);
  }
}

/** Batches up to the first that is refused. That one leaves its traces in a staging, so those before it are staged anew. */
async function stageUntilRefused(store: Store, batches: readonly Batch[]): Promise<{ staging: Staging; staged: Changes[]; refused?: FailureError }> {
  const staging = new Staging(store);
  const staged: Changes[] = [];
  for (const batch of batches) {
    try {
      staged.push(await staging.stage(batch));
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code === 'mirror-unavailable') throw error;
      return { ...(await stageUntilRefused(store, batches.slice(0, staged.length))), refused: error };
    }
  }
  return { staging, staged };
}

async function commit(store: Store, staging: Staging): Promise<void> {
  const { db } = store;
  const folders = [...staging.folders.values()].filter((folder) => folder.dirty);
  const guests = [...staging.guests.lists.values()];
  if (staging.gone.size === 0 && folders.length === 0 && guests.length === 0) return;
  for (const folder of folders) if (folder.orderChanges.size > 0 || folder.fresh || folder.renumbering) folder.record.generation++;
  const tables = [db.folders, db.pages, db.flags, db.links, db.shapes, db.order, db.bodyPacks, db.bodyIndex, db.previews, db.guests];
  const bodies: BodyChanges[] = [];
  for (const folder of folders) {
    if (folder.bodies.length === 0 && folder.forgotten.size === 0 && !folder.renumbering) continue;
    const emptied = folder.fresh || folder.bodiesForgotten;
    const changes = changeBodies(folder.record.id, emptied ? BodyIndex.empty : await store.memory.bodyIndex(folder.record.id), folder.bodies, folder.forgotten, folder.renumbering);
    if (changes.written.length + changes.shrunk.length + changes.gone.length > 0) bodies.push(changes);
  }
  const indexes = await transact(db, 'rw', tables, async () => {
    if (guests.length > 0) await writeGuests(db, guests);
    return write(db, staging.gone, folders, bodies);
  }, store.deadline);
  store.memory.publish(staging.gone, folders);
  store.memory.publishGuests(guests);
  store.threading.publish(staging.gone, folders);
  store.facts.publish(staging.gone, folders);
  for (const [id, index] of indexes) store.memory.setBodyIndex(id, index);
}

async function write(db: MirrorDatabase, gone: ReadonlySet<FolderId>, folders: readonly StagedFolder[], bodies: readonly BodyChanges[]): Promise<Map<FolderId, BodyIndex>> {
  const emptied = new Set([...gone, ...folders.filter((folder) => folder.fresh).map((folder) => folder.record.id)]);
  for (const id of emptied) await deleteFolder(db, id);
  const pages: SummaryPage[] = [];
  const flags: FlagPage[] = [];
  const previews: PreviewRecord[] = [];
  const goneKeys: Record<'pages' | 'flags' | 'links', [FolderId, number][]> = { pages: [], flags: [], links: [] };
  for (const folder of folders) {
    const folderId = folder.record.id;
    for (const [page, rows] of folder.blobs) {
      if (rows) pages.push({ folderId, page, rows });
      else goneKeys.pages.push([folderId, page]);
      // A page of which the summaries are others now.
      if (page < folder.firstNewPage) goneKeys.links.push([folderId, page]);
    }
    for (const [page, flagPage] of folder.flagPages) {
      if (flagPage) flags.push(flagPage);
      else goneKeys.flags.push([folderId, page]);
    }
    for (const [uid, text] of folder.previews) previews.push({ folderId, uid, text });
    if (folder.bodiesForgotten && !folder.fresh) await deleteBodies(db, folderId);
    if (folder.renumbering && !folder.fresh) {
      await renumberPreviews(db, folderId, folder.renumbering);
      for (const table of [db.links, db.shapes]) await table.where('[folderId+page]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]).delete();
    }
    if (folder.forgotten.size > 0 && !folder.fresh) await forget(db, folderId, folder.forgotten);
  }
  const writes: PromiseLike<unknown>[] = [db.folders.bulkPut(folders.map((folder) => folder.record))];
  if (goneKeys.pages.length > 0) writes.push(db.pages.bulkDelete(goneKeys.pages));
  if (goneKeys.flags.length > 0) writes.push(db.flags.bulkDelete(goneKeys.flags));
  if (goneKeys.links.length > 0) writes.push(db.links.bulkDelete(goneKeys.links), db.shapes.bulkDelete(goneKeys.links));
  if (pages.length > 0) writes.push(db.pages.bulkPut(pages));
  if (flags.length > 0) writes.push(db.flags.bulkPut(flags));
  if (previews.length > 0) writes.push(db.previews.bulkPut(previews));
  await Promise.all(writes);
  const indexes = new Map<FolderId, BodyIndex>();
  for (const changes of bodies) indexes.set(changes.folderId, await writeBodies(db, changes));
  return indexes;
}

async function writeGuests({ guests }: MirrorDatabase, lists: readonly GuestList[]): Promise<void> {
  const [some, none] = [lists.filter((list) => list.guests.length > 0), lists.filter((list) => list.guests.length === 0)];
  await Promise.all([guests.bulkPut(some), guests.bulkDelete(none.map(({ folderId }) => folderId))]);
}

async function deleteFolder(db: MirrorDatabase, id: FolderId): Promise<void> {
  const [from, to] = [[id, Dexie.minKey], [id, Dexie.maxKey]] as const;
  await Promise.all([
    db.folders.delete(id),
    db.order.delete(id),
    db.pages.where('[folderId+page]').between(from, to).delete(),
    db.flags.where('[folderId+page]').between(from, to).delete(),
    db.links.where('[folderId+page]').between(from, to).delete(),
    db.shapes.where('[folderId+page]').between(from, to).delete(),
    deleteBodies(db, id),
    db.previews.where('[folderId+uid]').between(from, to).delete(),
  ]);
}

async function renumberPreviews(db: MirrorDatabase, folderId: FolderId, uidOf: Renumber): Promise<void> {
  const range = db.previews.where('[folderId+uid]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]);
  const all = await range.toArray();
  if (all.length === 0) return;
  await range.delete();
  await db.previews.bulkPut(all.flatMap(({ uid: before, text }) => {
    const uid = uidOf(before);
    return uid === undefined ? [] : [{ folderId, uid, text }];
  }));
}

async function forget(db: MirrorDatabase, folderId: FolderId, uids: ReadonlySet<number>): Promise<void> {
  const keys = uids.size <= FEW
    ? [...uids].map((uid): [FolderId, number] => [folderId, uid])
    : (await db.previews.where('[folderId+uid]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]).primaryKeys()).filter(([, uid]) => uids.has(uid));
  if (keys.length > 0) await db.previews.bulkDelete(keys);
}
