/** Subscribes to a folder, or no longer: whether other clients show it. */
import { z } from 'zod';
import { fail, isFailure } from '../../../shared/failure.ts';
import { splitFolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { subscribe } from '../../imap/commands/subscribe.ts';
import { unsubscribe } from '../../imap/commands/unsubscribe.ts';
import { isListed } from '../called-otherwise.ts';
import { lastLevel } from '../folder-paths.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { base, titled } from '../operation-base.ts';

export const subscribeFolderSchema = z.object({ ...base, kind: z.literal('subscribe-folder'), subscribed: z.boolean() });
export type SubscribeFolder = z.infer<typeof subscribeFolderSchema>;

export const subscribeFolder: Kind<SubscribeFolder> = {
  needs: 'folder',
  mask: () => NO_MASK,
  leaves: () => null,
  folders: ({ folderId, subscribed }, folders) => folders.map((folder) => (folder.id === folderId ? { ...folder, subscribed } : folder)),
  async replay(entry, context) {
    const { session, folder, mirror, done } = context;
    const { subscribed } = entry.operation;
    // Servers take any name (RFC 9051 6.3.7), also one that the folder no longer has.
    if (!(await isListed(context, folder))) throw fail('folder-gone', say('engine-operations.folderGone', { folder: folder.name }), { step: 'operation' });
    await session.run(subscribed ? subscribe(folder.wireName) : unsubscribe(folder.wireName));
    try {
      await mirror.apply({ folderFacts: [{ ...folder, subscribed }] });
    } catch (error) {
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error; // the survey tells
    }
    await done(entry);
  },
  reverse({ operation: { folderId, subscribed } }) {
    return { kind: 'subscribe-folder', folderId, uidValidity: 0, targets: [], ...titled(describeSubscribe(lastLevel(splitFolderId(folderId).path), !subscribed)), subscribed: !subscribed };
  },
};

export const describeSubscribe = (folder: string, subscribed: boolean): Said => (subscribed ? say('engine-operations.subscribe', { folder }) : say('engine-operations.unsubscribe', { folder }));
