/** Contract: search on the server. */
import { z } from 'zod';
import type { AccountId, FolderId } from '../../ids.ts';
import { failureSchema } from '../../model/account.ts';
import { messageRowSchema } from '../../model/message.ts';
import { wordsSchema } from '../../words.ts';
import { branded, projection } from '../define.ts';

export const searchContract = {
  'search.results': projection('Asks the server; hits arrive newest first as they come.',
    z.object({
      text: z.string().trim().min(1).max(1000),
      scope: z.union([z.object({ folderId: branded<FolderId>() }), z.object({ accountId: branded<AccountId>() }), z.object({ everywhere: z.literal(true) })]),
    }),
    z.object({
      state: z.enum(['searching', 'done']),
      /** "Searching Archive (3 of 12)", "57 found". */
      status: z.string(),
      statusWords: wordsSchema.nullable(),
      rows: z.array(messageRowSchema),
      /** Hits known to the server, including those beyond the shown limit. */
      found: z.number(),
      failures: z.array(z.object({ folder: z.string(), failure: failureSchema })),
    })),
} as const;
