/** Empties Trash or Junk: what was in it when the user said so, for good. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Said } from '../../../shared/words.ts';
import { findByMessageId } from '../find-messages.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { base } from '../operation-base.ts';
import { removeForGood, showVanished } from '../transfer.ts';

/** `upTo`: the highest UID that the user could see. What comes later is not meant. */
export const emptySchema = z.object({ ...base, kind: z.literal('empty'), upTo: z.number().int().positive() });
export type Empty = z.infer<typeof emptySchema>;

export const empty: Kind<Empty> = {
  needs: 'selected',
  mask: () => mask(FLAG.hidden, 0),
  leaves: () => 'nowhere',
  async replay(entry, context) {
    const { session, folder, mirror, spared, done } = context;
    const { upTo, uidValidity } = entry.operation;
    // Whichever it is, it must not go: somebody wants it elsewhere.
    if (spared.unknown) throw fail('server-no', say('engine-operations.moveOutFirst'), { step: 'operation' });
    const there = await session.uidSearch({ uid: [[1, upTo]] });
    const stays = new Set(spared.uids);
    for (const name of spared.names) for (const uid of await findByMessageId(session, name)) stays.add(uid);
    const uids = there.filter((uid) => !stays.has(uid));
    const left = await removeForGood(entry, context, uids);
    await done(entry, null, left);
    if (left.length === 0) await showVanished(mirror, folder.id, uidValidity, uids);
    const kept = there.filter((uid) => stays.has(uid) && !spared.leaving.has(uid));
    if (kept.length) await mirror.apply({ marks: [{ folderId: folder.id, uidValidity, uids: kept, add: 0, remove: FLAG.hidden }] });
  },
  reverse() {
    throw fail('unsupported', say('engine-operations.deletedForGood'));
  },
};

export const describeEmpty = (role: FolderRole): Said => (role === 'junk' ? say('engine-operations.emptyJunk') : say('engine-operations.emptyTrash'));
