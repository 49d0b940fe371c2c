/** A folder that the server no longer lists under its name: gone, or called otherwise by now. */
import { fail, FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { foldersFromList } from '../sync/folder-list.ts';
import { renamedFolders } from '../sync/missing-folders.ts';
import type { ReplayContext } from './replay-context.ts';

/** New folders that are asked which they are. */
const MOST_ASKED = 50;

/**
 * Resolves to whether `folder` is listed under its name; false only once the folders were listed for that, and followed where they are known again.
 * Rejects 'folder-gone' if it is on the server under another name, which nobody has followed yet.
 */
export async function isListed({ accountId, session, folders, listFirst }: ReplayContext, folder: FolderRecord): Promise<boolean> {
  const listed = foldersFromList(accountId, await session.list());
  if (listed.some(({ wireName, selectable }) => wireName === folder.wireName && (selectable || !folder.selectable))) return true;
  const gone = fail('folder-gone', say('engine-operations.folderGone', { folder: folder.name }), { step: 'operation' });
  listFirst(gone);
  const known = new Set(folders.map(({ id }) => id));
  const added = listed.filter(({ id, selectable }) => selectable && !known.has(id)).slice(0, MOST_ASKED);
  const statuses = new Map<string, MailboxStatusItems>();
  for (const { wireName } of added) {
    try {
      statuses.set(wireName, await session.status(wireName));
    } catch (error) {
      if (!(error instanceof FailureError) || (error.failure.code !== 'server-no' && error.failure.code !== 'folder-gone')) throw error; // gone again, or not ours to look at
    }
  }
  if (renamedFolders([folder], added, statuses).size > 0) throw gone;
  return false;
}
