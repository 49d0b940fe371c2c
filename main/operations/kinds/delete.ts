/** Deletes messages for good. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase } from '../operation-base.ts';
import { removeForGood, showMarked, showVanished } from '../transfer.ts';
import { messages } from '../words.ts';

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
    if (left.length === 0) await showVanished(mirror, folder.id, uids);
    else await showMarked(mirror, folder.id, entry.operation.uidValidity, left);
  },
  reverse() {
    throw fail('unsupported', 'What was deleted for good cannot be brought back.');
  },
};

export const describeDelete = (count: number): string => `Delete ${messages(count)} for good`;
