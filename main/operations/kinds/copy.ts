/** Copies messages to another folder. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { copyAcross, isAcross } from '../across.ts';
import { copyOnce } from '../copy-once.ts';
import { wasThereBefore } from '../earlier-try.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { messageBase, titled } from '../operation-base.ts';
import { destinationOf } from '../transfer.ts';

/** `trash`: where the copies go should the user take it back. */
export const copySchema = z.object({ ...messageBase, kind: z.literal('copy'), to: branded<FolderId>(), trash: branded<FolderId>().nullable() });
export type Copy = z.infer<typeof copySchema>;

export const copy: Kind<Copy> = {
  needs: 'selected',
  mask: () => NO_MASK,
  leaves: () => null,
  async replay(entry, context) {
    const { to } = entry.operation;
    await context.done(entry, isAcross(entry.operation) ? await copyAcross(entry, context) : await copyOnce(entry, destinationOf(context, to), context));
    context.onArrived(to);
  },
  reverse(entry) {
    const { operation: { to, trash, targets }, copied } = entry;
    // Never found by Message-ID: that might be the original.
    if (!copied || !trash || trash === to) throw fail('unsupported', say('engine-operations.deleteCopiesByHand'));
    const copies = targets.flatMap((target) => {
      const uid = copied.destination[copied.source.indexOf(target.uid)];
      return uid === undefined || wasThereBefore(entry, uid) ? [] : [{ ...target, uid }];
    });
    if (copies.length === 0) throw fail('unsupported', say('engine-operations.noCopyMade'));
    return { kind: 'move', folderId: to, uidValidity: copied.uidValidity, targets: copies, ...titled(say('engine-operations.moveToTrash', { count: copies.length })), to: trash };
  },
};

export const describeCopy = (count: number, folder: string): Said => say('engine-operations.copy', { count, folder });
