/** The folders that were looked at as conversations last, each with its list kept in step. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Conversations } from './conversations.ts';
import { FolderThreads } from './folder-threads.ts';
import type { StagedFolder } from './staged-folder.ts';

/** Conversations of all lists together; some 100 octets each. */
const MOST_GROUPS = 400_000;

export class ThreadLists {
  /** Least recently used first. */
  readonly #lists = new Map<FolderId, FolderThreads>();

  /** What has just been committed. */
  publish(gone: Iterable<FolderId>, staged: Iterable<StagedFolder>): void {
    for (const id of gone) this.#drop(id);
    for (const { fresh, record, orderChanges } of staged) {
      if (fresh) this.#drop(record.id);
      else this.#lists.get(record.id)?.changed(orderChanges.keys());
    }
  }

  list(folderId: FolderId, conversations: Conversations): FolderThreads {
    const known = this.#lists.get(folderId);
    if (known && known.conversations !== conversations) known.close();
    const list = known?.conversations === conversations ? known : new FolderThreads(folderId, conversations);
    this.#lists.delete(folderId);
    this.#lists.set(folderId, list);
    this.#evict();
    return list;
  }

  #evict(): void {
    let groups = 0;
    for (const { size } of this.#lists.values()) groups += size;
    for (const [id, { size }] of this.#lists) {
      if (groups <= MOST_GROUPS || this.#lists.size === 1) return;
      groups -= size;
      this.#drop(id);
    }
  }

  #drop(id: FolderId): void {
    this.#lists.get(id)?.close();
    this.#lists.delete(id);
  }
}
