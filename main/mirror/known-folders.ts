/** The folders as the mirror last told of them: they are asked for at every step of a sync, and there may be hundreds. */
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { FolderNews } from './protocol/messages.ts';
import type { FolderRecord } from './protocol/records.ts';

export class KnownFolders {
  /** Null until the mirror has told of all. */
  #byId: Map<FolderId, FolderRecord> | null = null;

  take(all: readonly FolderRecord[]): void {
    this.#byId = new Map(all.map((record) => [record.id, frozen(record)]));
  }

  follow({ changed, gone }: FolderNews): void {
    for (const id of gone) this.#byId?.delete(id);
    for (const record of changed) this.#byId?.set(record.id, frozen(record));
  }

  /** They may be other than the mirror has them. */
  forget(): void {
    this.#byId = null;
  }

  /** Of one account, or all; undefined if they have to be asked for. */
  of(accountId?: AccountId): FolderRecord[] | undefined {
    if (!this.#byId) return undefined;
    const all = [...this.#byId.values()];
    return accountId === undefined ? all : all.filter((folder) => folder.accountId === accountId);
  }
}

/** Many hold the same one. */
function frozen(record: FolderRecord): FolderRecord {
  Object.freeze(record.checkpoint);
  if (record.guests) Object.freeze(record.guests);
  return Object.freeze(record);
}
