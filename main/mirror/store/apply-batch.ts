/** Applies one batch as one transaction: worked out first, written whole, and only then taken over into memory. */
import { Dexie, type Table } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import type { Batch, Changes, FolderChange } from '../protocol/batch.ts';
import type { BodyRecord } from '../protocol/records.ts';
import type { MirrorDatabase } from './database.ts';
import type { FlagPage, PreviewRecord, SummaryPage } from './schema.ts';
import { StagedBatch } from './stage-batch.ts';
import type { StagedFolder } from './staged-folder.ts';
import type { Store } from './store.ts';
import { transact } from './transaction.ts';

/** UIDs named in one change; more are "many". */
const MOST_NAMED = 1000;
/** Up to so many vanished rows are deleted by key; beyond, those that have a preview or body are looked up first. */
const FEW = 100;

/** Rejects with FailureError 'not-found' or 'invalid-input' for a batch that cannot be right; nothing of it is written then. */
export async function applyBatch(store: Store, batch: Batch): Promise<Changes> {
  const staged = new StagedBatch(store);
  await staged.stage(batch);
  const { db } = store;
  const folders = [...staged.folders.values()].filter(isTouched);
  if (staged.gone.size > 0 || folders.length > 0) {
    const tables = [db.folders, db.pages, db.flags, db.order, db.bodies, db.previews];
    await transact(db, 'rw', tables, () => write(db, staged.gone, folders), store.deadline);
    store.memory.publish(staged.gone, folders);
  }
  return {
    folderList: staged.gone.size > 0 || folders.some((folder) => folder.listed),
    folders: folders.filter(hasNews).map(changeOf),
  };
}

const hasNews = (folder: StagedFolder): boolean => folder.fresh || folder.added > 0 || folder.vanished > 0 || folder.changed.size > 0;
const isTouched = (folder: StagedFolder): boolean => folder.listed || folder.bodies.size > 0 || hasNews(folder);

function changeOf(folder: StagedFolder): FolderChange {
  const { id, total, unread } = folder.record;
  const { added, vanished, changed } = folder;
  return { folderId: id, added, changed: changed.size > MOST_NAMED ? null : [...changed], vanished, total, unread };
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
