/** Deletes messages for good. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Said } from '../../../shared/words.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase } from '../operation-base.ts';
import { removeForGood, showVanished } from '../transfer.ts';

export const deleteSchema = z.object({ ...messageBase, kind: z.literal('delete') });
export type Delete = z.infer<typeof deleteSchema>;

export const deleteForGood: Kind<Delete> = {
  needs: 'selected',
  mask: () => mask(FLAG.hidden, 0),
  leaves: () => 'nowhere',
  async replay(entry, context) {
    const { done, mirror, folder } = context;
    const uids = entry.operation.targets.map((target) => target.uid);
    const left = await removeForGood(entry, context, uids);
    await done(entry, null, left);
    if (left.length === 0) await showVanished(mirror, folder.id, entry.operation.uidValidity, uids);
  },
  reverse() {
    throw fail('unsupported', say('engine-operations.deletedForGood'));
  },
};

export const describeDelete = (count: number): Said => say('engine-operations.deleteForGood', { count });
