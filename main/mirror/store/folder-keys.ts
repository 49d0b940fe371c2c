/** What folders are called in the tables: as when they were first seen, so that one that is renamed keeps all it holds without a page being written anew. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Batch, Changes } from '../protocol/batch.ts';
import type { FolderWrite } from '../protocol/records.ts';
import type { StoredFolder } from './schema.ts';

/** No path on a server has it. */
const MARK = '\u0001';

export class FolderKeys {
  /** Some folder is called otherwise than in the tables. */
  readonly any: boolean;
  readonly #keys = new Map<FolderId, FolderId>();
  readonly #ids = new Map<FolderId, FolderId>();

  constructor(records: Iterable<Pick<StoredFolder, 'id' | 'now'>>) {
    let any = false;
    for (const { id, now } of records) {
      any ||= now !== undefined;
      this.#keys.set(now ?? id, id);
      this.#ids.set(id, now ?? id);
    }
    this.any = any;
  }

  /** A folder that is not known gets a key that no other has. */
  keyOf(id: FolderId): FolderId {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    let key = id;
    for (let n = 1; this.#ids.has(key); n++) key = `${id}${MARK}${n}` as FolderId;
    return key;
  }

  /** For questions: who asks for a folder by the name it had means it, unless another has that name now. */
  meant(id: FolderId): FolderId {
    return this.#keys.get(id) ?? id;
  }

  idOf(key: FolderId): FolderId {
    return this.#ids.get(key) ?? key;
  }
}

export type KeyedWrite = FolderWrite & Pick<StoredFolder, 'now'>;

/** The batch with keys for names. */
export function keyed(batch: Batch, keys: FolderKeys): Batch {
  const out = Object.fromEntries(Object.entries(batch).map(([field, value]) => [field, named(value, (id) => keys.keyOf(id))])) as Batch;
  if (batch.removeFolders) out.removeFolders = batch.removeFolders.map((id) => keys.keyOf(id));
  if (batch.forgetBodies) out.forgetBodies = batch.forgetBodies.map((id) => keys.keyOf(id));
  if (batch.folders) out.folders = batch.folders.map((write): KeyedWrite => keyedWrite(write, keys));
  if (batch.folderFacts) out.folderFacts = batch.folderFacts.map((write): KeyedWrite => keyedWrite(write, keys));
  return out;
}

function keyedWrite(write: FolderWrite, keys: FolderKeys): KeyedWrite {
  const key = keys.keyOf(write.id);
  return key === write.id ? write : { ...write, id: key, now: write.id };
}

export function unkeyed(changes: Changes, keys: FolderKeys): Changes {
  return { ...changes, folders: changes.folders.map((change) => ({ ...change, folderId: keys.idOf(change.folderId) })) };
}

/** Every `folderId` in it, however deep, as another. */
export function named<T>(value: T, other: (id: FolderId) => FolderId): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => named(one, other)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'folderId' && typeof one === 'string' ? other(one as FolderId) : named(one as unknown, other)])) as T;
}
