/** Folders as the user sees them: with those on their way to the server. */
import { fail, type FailureError } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { foldersKnown } from '../mirror/folders-known.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';

/** As the user sees them, with what waits for them shown as done; of one account, or of all. */
export async function shownFolders({ mirror, queue }: Parts, accountId?: AccountId): Promise<readonly FolderRecord[]> {
  return queue.folders(await mirror.query('folders', accountId === undefined ? {} : { accountId }));
}

/** Throws 'folder-gone'; 'mirror-unavailable' as long as nobody knows. */
export async function shownFolder(parts: Parts, id: FolderId): Promise<FolderRecord> {
  const { accountId } = splitFolderId(id);
  const folders = await shownFolders(parts, accountId);
  const folder = folders.find((one) => one.id === id) ?? folders.find((one) => one.id === parts.moves.now(id));
  if (!folder && parts.running.has(accountId) && !foldersKnown(folders)) throw notListedYet();
  if (!folder) throw fail('folder-gone', say('engine-sync.folderGone'));
  return folder;
}

export const notListedYet = (): FailureError => fail('mirror-unavailable', say('engine-handlers.foldersListed'));
