/** Adds and removes keywords (RFC 3501 2.3.2): what the user's own tags are on the server. */
import { z } from 'zod';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import type { Kind } from '../kind.ts';
import { replayFlags } from '../flag-change.ts';
import { mask } from '../mask.ts';
import { messageBase, titled } from '../operation-base.ts';

export const setKeywordsSchema = z.object({ ...messageBase, kind: z.literal('set-keywords'), add: z.array(z.string()), remove: z.array(z.string()) });
export type SetKeywords = z.infer<typeof setKeywordsSchema>;

export const setKeywords: Kind<SetKeywords> = {
  needs: 'selected',
  mask: ({ add, remove }) => mask(0, 0, add, remove),
  leaves: () => null,
  replay: (entry, context) => replayFlags([{ entry, mask: mask(0, 0, entry.operation.add, entry.operation.remove), certain: false }], context),
  reverse({ operation: { folderId, uidValidity, targets, add, remove } }) {
    return { kind: 'set-keywords', folderId, uidValidity, targets, ...titled(describeSetKeywords(targets.length, remove, add)), add: remove, remove: add };
  },
};

export function describeSetKeywords(count: number, add: readonly string[], remove: readonly string[]): Said {
  if (add.length && !remove.length) return say('engine-operations.addKeywords', { count, keywords: add.join(', ') });
  if (remove.length && !add.length) return say('engine-operations.removeKeywords', { count, keywords: remove.join(', ') });
  return say('engine-operations.changeKeywords', { count });
}
