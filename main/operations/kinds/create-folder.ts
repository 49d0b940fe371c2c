/** Makes a folder. */
import { z } from 'zod';
import { folderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { create } from '../../imap/commands/create.ts';
import { subscribe } from '../../imap/commands/subscribe.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { listedNow, parentListed, showFolders, unlessDone } from '../folder-news.ts';
import { lastLevel, parentOf, wireNameAt } from '../folder-paths.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { base, titled } from '../operation-base.ts';
import { prefixedName } from '../personal-prefix.ts';

/** Its folder is the one that is to hold it; at the top, the inbox. */
export const createFolderSchema = z.object({ ...base, kind: z.literal('create-folder'), path: z.string().min(1) });
export type CreateFolder = z.infer<typeof createFolderSchema>;

export const createFolder: Kind<CreateFolder> = {
  needs: 'folder',
  mask: () => NO_MASK,
  leaves: () => null,
  folders({ accountId, folderId: near, path }, folders) {
    const id = folderId(accountId, path);
    if (folders.some((folder) => folder.id === id)) return folders;
    const made: FolderRecord = {
      id, accountId, wireName: '', path, name: lastLevel(path), delimiter: folders.find((folder) => folder.id === near)?.delimiter ?? null, role: 'none',
      selectable: true, subscribed: true, checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: true }, total: 0, unread: 0, serverTotal: 0, serverUnread: 0,
    };
    return [...folders, made];
  },
  async replay(entry, context) {
    const { session, folders, accountId, done, madeAt, onFolders } = context;
    const asked = folderId(accountId, entry.operation.path);
    const wireName = (parentOf(asked) === null && await prefixedName(session, entry.operation.path)) || wireNameAt(session, folders, accountId, entry.operation.path);
    await parentListed(context, entry.operation.path);
    await unlessDone(session.run(create(wireName)), async () => (await listedNow(context)).has(wireName));
    // Other clients show only what is subscribed; one that cannot be is a folder all the same.
    await unlessDone(session.run(subscribe(wireName)), () => Promise.resolve(true));
    const made = (await showFolders(context)).find((folder) => folder.wireName === wireName);
    if (!made || made.id === asked) return done(entry);
    await madeAt(entry.operation.id, made.path);
    // Windows have it under the id that they were given.
    onFolders({ gone: [], moved: [{ from: asked, to: made.id }] });
  },
  reverse({ operation: { accountId, path } }) {
    return { kind: 'delete-folder', folderId: folderId(accountId, path), uidValidity: 0, targets: [], ...titled(say('engine-operations.removeFolderAgain', { folder: lastLevel(path) })), below: [], onlyEmpty: true };
  },
};

export const describeCreateFolder = (folder: string): Said => say('engine-operations.createFolder', { folder });
