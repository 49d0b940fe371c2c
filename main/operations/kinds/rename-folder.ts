/** Gives a folder another name or another place, all below it included; into Trash too. */
import { z } from 'zod';
import { folderId, splitFolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { rename } from '../../imap/commands/rename.ts';
import { subscribe } from '../../imap/commands/subscribe.ts';
import { unsubscribe } from '../../imap/commands/unsubscribe.ts';
import { listedNow, parentListed, showFolders, unlessDone } from '../folder-news.ts';
import { isBelowOrSame, lastLevel, wireNameAt, withPath } from '../folder-paths.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { base, titled } from '../operation-base.ts';

export const renameFolderSchema = z.object({ ...base, kind: z.literal('rename-folder'), path: z.string().min(1) });
export type RenameFolder = z.infer<typeof renameFolderSchema>;

export const renameFolder: Kind<RenameFolder> = {
  needs: 'folder',
  mask: () => NO_MASK,
  leaves: () => null,
  folders: ({ folderId: id, path }, folders) => withPath(folders, id, path),
  isDone: ({ accountId, path }, folders) => folders.some(({ id }) => id === folderId(accountId, path)),
  async replay(entry, context) {
    const { session, folders, folder, accountId, done } = context;
    // Somebody else has called it so, or an earlier try of ours of which no answer came.
    if (folder.id === folderId(accountId, entry.operation.path)) return done(entry);
    const wireName = wireNameAt(session, folders, accountId, entry.operation.path);
    await parentListed(context, entry.operation.path);
    // Courier 5.0 refuses: "NO Can't RENAME the currently-open folder"; 2026-11-21.
    if (session.selected !== null) await session.unselect();
    await unlessDone(session.run(rename(folder.wireName, wireName)), async () => {
      const listed = await listedNow(context);
      return listed.has(wireName) && !listed.has(folder.wireName);
    });
    if (folder.subscribed) {
      // RENAME leaves subscriptions to the old name (RFC 3501 6.3.9); one that stays behind does no harm.
      await unlessDone(session.run(subscribe(wireName)), () => Promise.resolve(true));
      await unlessDone(session.run(unsubscribe(folder.wireName)), () => Promise.resolve(true));
    }
    const { path: now } = entry.operation;
    await showFolders(context, folders.filter(({ path }) => isBelowOrSame(path, folder.path)).map(({ id }) => id), (id) => folderId(accountId, now + splitFolderId(id).path.slice(folder.path.length)));
    await done(entry);
  },
  reverse({ operation: { accountId, folderId: old, path } }) {
    const before = splitFolderId(old).path;
    return { kind: 'rename-folder', folderId: folderId(accountId, path), uidValidity: 0, targets: [], ...titled(describeRenameFolder(path, before)), path: before };
  },
};

export function describeRenameFolder(from: string, to: string): Said {
  const [folder, name] = [lastLevel(from), lastLevel(to)];
  return folder === name ? say('engine-operations.moveFolder', { folder }) : say('engine-operations.renameFolder', { folder, name });
}
