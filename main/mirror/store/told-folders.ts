/** What the engine has been told of the folders: with hundreds of them, telling all whenever one has changed costs more than the change. */
import type { FolderId } from '../../../shared/ids.ts';
import type { FolderNews } from '../protocol/messages.ts';
import type { FolderRecord } from '../protocol/records.ts';
import type { StoredFolder } from './schema.ts';

type Folders = ReadonlyMap<FolderId, StoredFolder>;

export class ToldFolders {
  #told: Folders | null = null;

  /** All there are; from here on their news are worth telling. */
  all(folders: Folders): FolderRecord[] {
    this.#told = new Map(folders);
    return [...folders.values()].map(folderRecord);
  }

  /** What has changed since it was told; undefined if nothing has, or nobody has asked. A stored record that changes is another object. */
  news(folders: Folders): FolderNews | undefined {
    const before = this.#told;
    if (!before) return undefined;
    const changed = [...folders].flatMap(([key, record]) => (before.get(key) === record ? [] : [folderRecord(record)]));
    if (changed.length === 0 && before.size === folders.size) return undefined;
    this.#told = new Map(folders);
    const here = new Set([...folders.values()].map(nameOf));
    return { changed, gone: [...before.values()].map(nameOf).filter((id) => !here.has(id)) };
  }
}

/** As others know it, without what is the store's own. */
export function folderRecord({ nextPage: _page, generation: _generation, now, ...folder }: StoredFolder): FolderRecord {
  return now === undefined ? folder : { ...folder, id: now };
}

const nameOf = ({ id, now }: StoredFolder): FolderId => now ?? id;
