/** What happens to a letter that is being written, as the journal keeps it. Its end by sending is part of the send's own record. */
import { z } from 'zod';
import type { DraftId, OperationId } from '../../shared/ids.ts';
import { branded } from '../../shared/ipc/define.ts';
import { draftSchema } from '../../shared/model/draft.ts';

const id = branded<DraftId>();

export const draftRecordSchema = z.discriminatedUnion('t', [
  /** The whole letter; the last one counts. */
  z.object({ t: z.literal('draft'), draft: draftSchema }),
  z.object({ t: z.literal('draft-discarded'), id, at: z.number() }),
  z.object({ t: z.literal('draft-restored'), id }),
  /** In a rewritten journal: what is left of a letter whose send is no longer in it. `mark`: of what was sent, see main/outbox/same-letter.ts. */
  z.object({ t: z.literal('draft-sent'), id, send: branded<OperationId>(), at: z.number(), mark: z.string().optional() }),
]);
export type DraftRecord = z.infer<typeof draftRecordSchema>;
