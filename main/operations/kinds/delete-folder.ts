/** Deletes a folder for good, with all that was seen below it. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { deleteMailbox } from '../../imap/commands/delete.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { isListed } from '../called-otherwise.ts';
import { showFolders, unlessDone } from '../folder-news.ts';
import { isBelowOrSame } from '../folder-paths.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { base } from '../operation-base.ts';

/** `below`: what it holds, as the user saw it. `onlyEmpty`: not if a message is in it. */
export const deleteFolderSchema = z.object({ ...base, kind: z.literal('delete-folder'), below: z.array(branded<FolderId>()), onlyEmpty: z.boolean() });
export type DeleteFolder = z.infer<typeof deleteFolderSchema>;

export const deleteFolder: Kind<DeleteFolder> = {
  needs: 'folder',
  mask: () => NO_MASK,
  leaves: () => null,
  folders: (operation, folders) => folders.filter((folder) => !isMeant(operation, folders)(folder)),
  isDone: () => true,
  async replay(entry, context) {
    const { session, folders, spared, done } = context;
    const { onlyEmpty } = entry.operation;
    if (spared.any) throw fail('server-no', say('engine-operations.moveOutFirst'), { step: 'operation' });
    const doomed = folders.filter(isMeant(entry.operation, folders)).sort((a, b) => b.path.length - a.path.length);
    for (const one of doomed) {
      const { wireName, selectable } = one;
      if (onlyEmpty && selectable && (await session.status(wireName)).messages > 0) throw fail('server-no', say('engine-operations.messagesInside'), { step: 'operation' });
      if (session.selected?.wireName === wireName) await session.unselect();
      const remove = session.run(deleteMailbox(wireName));
      // A level that cannot be opened is gone with the last folder below it, on some servers.
      await unlessDone(remove, async () => !selectable || !(await isListed(context, one)));
    }
    await showFolders(context, doomed.map(({ id }) => id));
    await done(entry);
  },
  reverse() {
    throw fail('unsupported', say('engine-operations.deletedForGood'));
  },
};

/** The folder and what the user saw in it, but for what somebody has taken out of it since. */
function isMeant({ folderId, below }: Pick<DeleteFolder, 'folderId' | 'below'>, folders: readonly FolderRecord[]): (folder: FolderRecord) => boolean {
  const own = folders.find(({ id }) => id === folderId);
  return ({ id, path }) => id === folderId || (below.includes(id) && (!own || isBelowOrSame(path, own.path)));
}

export const describeDeleteFolder = (folder: string): Said => say('engine-operations.deleteFolder', { folder });
