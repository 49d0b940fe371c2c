/** Applies batches, each whole or not at all: worked out first, written in one transaction, and only then taken over into memory. */
import { Dexie, type Table } from 'dexie';
import { FailureError } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import type { Batch, Changes } from '../protocol/batch.ts';
import type { BodyRecord } from '../protocol/records.ts';
import type { MirrorDatabase } from './database.ts';
import type { FlagPage, PreviewRecord, SummaryPage } from './schema.ts';
import { Staging } from './staging.ts';
import type { StagedFolder } from './staged-folder.ts';
import type { Store } from './store.ts';
import { transact } from './transaction.ts';

/** Up to so many vanished rows are deleted by key; beyond, those that have a preview or body are looked up first. */
const FEW = 100;

/**
 * What became of each batch. A batch that cannot be right is refused with FailureError 'not-found' or 'invalid-input' and
 * nothing of it is written; the others are. Rejects if the transaction failed: nothing is written then, and memory is as before.
 */
export async function applyBatches(store: Store, batches: readonly Batch[]): Promise<(Changes | FailureError)[]> {
  const results: (Changes | FailureError)[] = [];
  while (results.length < batches.length) {
    const { staging, staged, refused } = await stageUntilRefused(store, batches.slice(results.length));
    await commit(store, staging);
    results.push(...staged);
    if (refused) results.push(refused);
  }
  return results;
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
  if (staging.gone.size === 0 && folders.length === 0) return;
  for (const folder of folders) if (folder.orderChanges.size > 0 || folder.fresh) folder.record.generation++;
  const tables = [db.folders, db.pages, db.flags, db.order, db.bodies, db.previews];
  await transact(db, 'rw', tables, () => write(db, staging.gone, folders), store.deadline);
  store.memory.publish(staging.gone, folders);
}

async function write(db: MirrorDatabase, gone: ReadonlySet<FolderId>, folders: readonly StagedFolder[]): Promise<void> {
  const emptied = new Set([...gone, ...folders.filter((folder) => folder.fresh).map((folder) => folder.record.id)]);
  for (const id of emptied) await deleteFolder(db, id);
  const pages: SummaryPage[] = [];
  const flags: FlagPage[] = [];
  const bodies: BodyRecord[] = [];
  const previews: PreviewRecord[] = [];
  const goneKeys: Record<'pages' | 'flags', [FolderId, number][]> = { pages: [], flags: [] };
  for (const folder of folders) {
    const folderId = folder.record.id;
    for (const [page, rows] of folder.blobs) {
      if (rows) pages.push({ folderId, page, rows });
      else goneKeys.pages.push([folderId, page]);
    }
    for (const [page, flagPage] of folder.flagPages) {
      if (flagPage) flags.push(flagPage);
      else goneKeys.flags.push([folderId, page]);
    }
    for (const [uid, text] of folder.previews) previews.push({ folderId, uid, text });
    bodies.push(...folder.bodies.values());
    if (folder.forgotten.size > 0 && !folder.fresh) await forget(db, folderId, folder.forgotten);
  }
  const writes: PromiseLike<unknown>[] = [db.folders.bulkPut(folders.map((folder) => folder.record))];
  if (goneKeys.pages.length > 0) writes.push(db.pages.bulkDelete(goneKeys.pages));
  if (goneKeys.flags.length > 0) writes.push(db.flags.bulkDelete(goneKeys.flags));
  if (pages.length > 0) writes.push(db.pages.bulkPut(pages));
  if (flags.length > 0) writes.push(db.flags.bulkPut(flags));
  if (previews.length > 0) writes.push(db.previews.bulkPut(previews));
  if (bodies.length > 0) writes.push(db.bodies.bulkPut(bodies));
  await Promise.all(writes);
}

async function deleteFolder(db: MirrorDatabase, id: FolderId): Promise<void> {
  const [from, to] = [[id, Dexie.minKey], [id, Dexie.maxKey]] as const;
  await Promise.all([
    db.folders.delete(id),
    db.order.delete(id),
    db.pages.where('[folderId+page]').between(from, to).delete(),
    db.flags.where('[folderId+page]').between(from, to).delete(),
    db.bodies.where('[folderId+uid]').between(from, to).delete(),
    db.previews.where('[folderId+uid]').between(from, to).delete(),
  ]);
}

async function forget(db: MirrorDatabase, folderId: FolderId, uids: ReadonlySet<number>): Promise<void> {
  for (const table of [db.bodies, db.previews] as Table<unknown, [FolderId, number]>[]) {
    const keys = uids.size <= FEW
      ? [...uids].map((uid): [FolderId, number] => [folderId, uid])
      : (await table.where('[folderId+uid]').between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]).primaryKeys()).filter(([, uid]) => uids.has(uid));
    if (keys.length > 0) await table.bulkDelete(keys);
  }
}
