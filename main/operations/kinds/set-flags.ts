/** Adds and removes system flags. */
import { z } from 'zod';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Said } from '../../../shared/words.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase, titled } from '../operation-base.ts';
import { replayFlags } from '../flag-change.ts';

/** Targets are only those that the change really changes, and they say so where it is a part of it, so that the reverse is its exact opposite. */
export const setFlagsSchema = z.object({ ...messageBase, kind: z.literal('set-flags'), add: z.number(), remove: z.number() });
export type SetFlags = z.infer<typeof setFlagsSchema>;

export const setFlags: Kind<SetFlags> = {
  needs: 'selected',
  mask: ({ add, remove }) => mask(add, remove),
  leaves: () => null,
  replay: (entry, context) => replayFlags([{ entry, mask: mask(entry.operation.add, entry.operation.remove), certain: false }], context),
  reverse({ operation: { folderId, uidValidity, targets, add, remove } }) {
    return { kind: 'set-flags', folderId, uidValidity, targets, ...titled(describeSetFlags(targets.length, remove, add)), add: remove, remove: add };
  },
};

export function describeSetFlags(count: number, add: number, remove: number): Said {
  if (add & FLAG.flagged) return say('engine-operations.flag', { count });
  if (remove & FLAG.flagged) return say('engine-operations.unflag', { count });
  if (add & FLAG.seen) return say('engine-operations.markRead', { count });
  if (remove & FLAG.seen) return say('engine-operations.markUnread', { count });
  if (add & FLAG.answered) return say('engine-operations.markAnswered', { count });
  if (add & FLAG.forwarded) return say('engine-operations.markForwarded', { count });
  return say('engine-operations.changeFlags', { count });
}
