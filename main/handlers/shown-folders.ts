/** Folders as the user sees them: with those on their way to the server. */
import { fail } from '../../shared/failure.ts';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';

export async function shownFolders({ mirror, queue }: Parts, accountId?: AccountId): Promise<readonly FolderRecord[]> {
  return queue.folders(await mirror.query('folders', accountId === undefined ? {} : { accountId }));
}

/** Throws 'folder-gone'. */
export async function shownFolder(parts: Parts, id: FolderId): Promise<FolderRecord> {
  const folder = (await shownFolders(parts)).find((one) => one.id === id);
  if (!folder) throw fail('folder-gone', say('engine-sync.folderGone'));
  return folder;
}
