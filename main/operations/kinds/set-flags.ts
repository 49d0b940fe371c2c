/** Adds and removes system flags. */
import { z } from 'zod';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase } from '../operation-base.ts';
import { replayFlags } from '../flag-change.ts';
import { messages } from '../words.ts';

/** Targets are only those that the change really changes, and they say so where it is a part of it, so that the reverse is its exact opposite. */
export const setFlagsSchema = z.object({ ...messageBase, kind: z.literal('set-flags'), add: z.number(), remove: z.number() });
export type SetFlags = z.infer<typeof setFlagsSchema>;

export const setFlags: Kind<SetFlags> = {
  needs: 'selected',
  mask: ({ add, remove }) => mask(add, remove),
  leaves: () => null,
  replay: (entry, context) => replayFlags([{ entry, mask: mask(entry.operation.add, entry.operation.remove), certain: false }], context),
  reverse({ operation: { folderId, uidValidity, targets, add, remove } }) {
    return { kind: 'set-flags', folderId, uidValidity, targets, title: describeSetFlags(targets.length, remove, add), add: remove, remove: add };
  },
};

export function describeSetFlags(count: number, add: number, remove: number): string {
  if (add & FLAG.flagged) return `Flag ${messages(count)}`;
  if (remove & FLAG.flagged) return `Remove the flag from ${messages(count)}`;
  if (add & FLAG.seen) return `Mark ${messages(count)} as read`;
  if (remove & FLAG.seen) return `Mark ${messages(count)} as unread`;
  if (add & FLAG.answered) return `Mark ${messages(count)} as answered`;
  if (add & FLAG.forwarded) return `Mark ${messages(count)} as forwarded`;
  return `Change flags of ${messages(count)}`;
}
