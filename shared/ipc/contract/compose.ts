/** Contract: writing and sending. */
import { z } from 'zod';
import type { AccountId, DraftId, MessageId, OperationId } from '../../ids.ts';
import { addressSchema } from '../../model/message.ts';
import { branded, command } from '../define.ts';

const line = z.string().max(998).regex(/^[^\r\n]*$/u);

export const outgoingSchema = z.object({
  accountId: branded<AccountId>(),
  // An answer to all of a message as large as the mirror keeps it may have 3,000.
  to: z.array(addressSchema).max(5000),
  cc: z.array(addressSchema).max(5000),
  bcc: z.array(addressSchema).max(5000),
  subject: line,
  text: z.string().max(5_000_000),
  /** Header values for threading, with angle brackets; empty for a new message. */
  inReplyTo: line,
  references: z.array(line).max(200),
  /** The message this answers or forwards; flagged when the send is accepted. */
  source: z.object({ messageId: branded<MessageId>(), kind: z.enum(['reply', 'forward']) }).nullable(),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

const peopleSchema = outgoingSchema.pick({ to: true, cc: true });

export const composeContract = {
  'compose.prepare': command('Recipients, subject, quoted text and threading headers for an answer.',
    z.object({ messageId: branded<MessageId>(), kind: z.enum(['reply', 'replyAll', 'forward']) }),
    /** `unquoted`: the text of the message could not be had, and is not in it. `incomplete`: it went to more people than are kept of a message, and the rest is not in it. */
    outgoingSchema.extend({ unquoted: z.boolean(), incomplete: z.boolean() })),
  'compose.recipients': command('Whom each kind of answer to a message goes to, as compose.prepare names them.',
    z.object({ messageId: branded<MessageId>() }), z.object({ reply: peopleSchema, replyAll: peopleSchema })),
  'compose.send': command('Takes the message over: once this answers ok it is in the journal and will go out. A draft goes out once, however often this is asked.',
    outgoingSchema.extend({
      /** The draft that ends with this, as the composer knows it: see drafts.save. */
      draft: z.object({ id: branded<DraftId>(), writer: z.string().min(1).max(100), base: z.number().int().min(0) }).optional(),
      /** A send that was refused; it is given up in the same step. */
      replaces: branded<OperationId>().optional(),
    }), z.object({ operationId: branded<OperationId>() })),
  'compose.reopen': command('A message that could not be sent, to be written on. It stays where it is until it is discarded.',
    z.object({ operationId: branded<OperationId>() }), outgoingSchema),
  'compose.parseRecipients': command('Turns typed text into addresses; `rest` is what could not be understood.',
    z.object({ text: z.string().max(20_000) }), z.object({ addresses: z.array(addressSchema), rest: z.string() })),
} as const;
