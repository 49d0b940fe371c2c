/** Deletes a folder for good, with all that was seen below it. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { deleteMailbox } from '../../imap/commands/delete.ts';
import { listedNow, showFolders, unlessDone } from '../folder-news.ts';
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
  folders: ({ folderId, below }, folders) => folders.filter(({ id }) => id !== folderId && !below.includes(id)),
  isDone: () => true,
  async replay(entry, context) {
    const { session, folders, spared, done } = context;
    const { folderId, below, onlyEmpty } = entry.operation;
    if (spared.any) throw fail('server-no', say('engine-operations.moveOutFirst'), { step: 'operation' });
    const doomed = folders.filter(({ id }) => id === folderId || below.includes(id)).sort((a, b) => b.path.length - a.path.length);
    for (const { wireName, selectable } of doomed) {
      if (onlyEmpty && selectable && (await session.status(wireName)).messages > 0) throw fail('server-no', say('engine-operations.messagesInside'), { step: 'operation' });
      if (session.selected?.wireName === wireName) await session.unselect();
      const remove = session.run(deleteMailbox(wireName));
      // A level that cannot be opened is gone with the last folder below it, on some servers.
      await unlessDone(remove, async () => !selectable || !(await listedNow(context)).has(wireName));
    }
    await showFolders(context, doomed.map(({ id }) => id));
    await done(entry);
  },
  reverse() {
    throw fail('unsupported', say('engine-operations.deletedForGood'));
  },
};

export const describeDeleteFolder = (folder: string): Said => say('engine-operations.deleteFolder', { folder });
