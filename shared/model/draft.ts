/** A letter while it is being written, as the journal keeps it and the composer opens it. */
import { z } from 'zod';
import type { AccountId, DraftId, OperationId } from '../ids.ts';
import { outgoingSchema } from '../ipc/contract/compose.ts';
import { branded } from '../ipc/define.ts';

/** One recipient to a line, as typed: what is not an address yet is kept too. */
const lines = z.string().max(4_000_000);

const draftLetterSchema = outgoingSchema.pick({ inReplyTo: true, references: true, source: true }).extend({
  accountId: branded<AccountId>(),
  to: lines,
  cc: lines,
  bcc: lines,
  subject: z.string().max(100_000),
  text: z.string().max(20_000_000),
  /** The send that was refused and is written anew here. */
  replaces: branded<OperationId>().nullable(),
});
export type DraftLetter = z.infer<typeof draftLetterSchema>;

export const draftSchema = z.object({
  id: branded<DraftId>(),
  letter: draftLetterSchema,
  /** Counts what was saved; 1 is the first. */
  revision: z.number().int().min(1),
  /** Names the composer that saved it. */
  writer: z.string().min(1).max(100),
  /** In a composer when it was saved; false once it was put aside. */
  open: z.boolean(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Draft = z.infer<typeof draftSchema>;

/** A row among the drafts. */
export const draftRowSchema = draftSchema.pick({ id: true, open: true, changedAt: true, writer: true, revision: true }).extend({
  accountId: branded<AccountId>(),
  subject: z.string(),
  /** The first recipients, one to a line. */
  to: z.string(),
  /** The beginning of the text. */
  preview: z.string(),
  source: outgoingSchema.shape.source,
  replaces: draftLetterSchema.shape.replaces,
});
export type DraftRow = z.infer<typeof draftRowSchema>;
