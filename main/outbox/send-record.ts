/** A send as the journal keeps it, from the moment the user pressed the button until its copy is filed. */
import { z } from 'zod';
import type { AccountId, DraftId, MessageId, OperationId } from '../../shared/ids.ts';
import { outgoingSchema } from '../../shared/ipc/contract/compose.ts';
import { branded } from '../../shared/ipc/define.ts';
import { wordsSchema } from '../../shared/words.ts';
import { failureRecord } from '../journal/failure-record.ts';
import { refusedSchema } from './left-out.ts';

const sendSchema = z.object({
  id: branded<OperationId>(),
  accountId: branded<AccountId>(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  title: z.string(),
  titleWords: wordsSchema.optional(),
  /** The bytes that go out, base64. Built once, so that a second try sends the same message. */
  raw: z.string(),
  /** The bytes of the copy in Sent, which alone names Bcc; base64, '' if the same as raw. */
  rawForSent: z.string(),
  /** With angle brackets. */
  messageId: z.string(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()).min(1) }),
  /** As it was written, so that it can be mended if it is refused. */
  outgoing: outgoingSchema.optional(),
  source: z.object({ messageId: branded<MessageId>(), kind: z.enum(['reply', 'forward']) }).nullable(),
  /** The draft this was: it ends with this record. */
  draft: branded<DraftId>().optional(),
  /** A send that was refused and is given up with this record. */
  replaces: branded<OperationId>().optional(),
});
export type Send = z.infer<typeof sendSchema>;

const id = branded<OperationId>();

export const sendRecordSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('queued'), send: sendSchema }),
  /** Written before the end of the message can leave. Found at start without what follows it: nobody knows whether it went. */
  z.object({ t: z.literal('sending'), id }),
  /** It certainly did not go; it may be tried again. */
  z.object({ t: z.literal('not-sent'), id }),
  /** `refused`: all that do not have it, each with the reason; `rejected` are their addresses, all that an earlier version noted. */
  z.object({ t: z.literal('accepted'), id, rejected: z.array(z.string()), refused: z.array(refusedSchema).optional() }),
  /** Its copy is filed, and some have not got it. */
  z.object({ t: z.literal('left-out'), id }),
  z.object({ t: z.literal('filed'), id, at: z.number() }),
  z.object({ t: z.literal('parked'), id, failure: failureRecord }),
  z.object({ t: z.literal('retried'), id }),
  z.object({ t: z.literal('dropped'), id }),
]);
export type SendRecord = z.infer<typeof sendRecordSchema>;
