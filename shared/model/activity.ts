/** What is on its way: operations and sends, as the UI shows them. */
import { z } from 'zod';
import type { AccountId, OperationId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { wordsSchema } from '../words.ts';
import { accountPhaseSchema, failureSchema } from './account.ts';

/** `parked`: refused for good or unsafe to repeat; waits for the user's retry or discard. */
const operationStateSchema = z.enum(['waiting', 'running', 'done', 'parked']);

export const operationRowSchema = z.object({
  id: branded<OperationId>(),
  accountId: branded<AccountId>(),
  kind: z.enum(['set-flags', 'set-keywords', 'move', 'copy', 'junk', 'delete', 'remove-copy', 'empty', 'append', 'create-folder', 'rename-folder', 'delete-folder', 'subscribe-folder', 'send']),
  /** In words: "Archive 3 messages", "Send “Lunch” to ann@example.org". */
  title: z.string(),
  titleWords: wordsSchema.optional(),
  state: operationStateSchema,
  /** Why it is parked; of a message that waits: why it has not gone yet. */
  failure: failureSchema.nullable(),
  /** Of a message that waits: when it is tried again by itself, milliseconds since 1970; null: at this moment. */
  retryAt: z.number().nullable().optional(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  /** Of a message: others have it already, or all have, and what is left to do is for those it was not taken for, or its copy in Sent. */
  accepted: z.boolean().optional(),
  /** Of a message: `compose.reopen` opens it to be written on. */
  canEdit: z.boolean().optional(),
  /** `activity.undo` takes it back: it has not gone yet, or it is known how to reverse it and that was not done. */
  canUndo: z.boolean(),
});
export type OperationRow = z.infer<typeof operationRowSchema>;

/** What an account is doing at this moment. Times in milliseconds since 1970. */
export const accountActivitySchema = z.object({
  accountId: branded<AccountId>(),
  phase: accountPhaseSchema,
  /** In words, as `accounts.list` has it. */
  status: z.string(),
  statusWords: wordsSchema.optional(),
  /** When the phase began: offline since. */
  since: z.number(),
  /** Why it is offline or needs the user, and when it tries again by itself; null where it does not have to. */
  failure: failureSchema.nullable(),
  retryAt: z.number().nullable(),
  /** Summaries of the folder being synced; `rate` a second and `leftMs` are null until they are known. `others`: folders that wait for their turn. */
  progress: z.object({ done: z.number(), total: z.number(), others: z.number(), rate: z.number().nullable(), leftMs: z.number().nullable() }).nullable(),
  /** Last octet from the server; null before the first. */
  heardAt: z.number().nullable(),
  /** Operations and sends on their way, and those that wait for the user. */
  waiting: z.number().int(),
  parked: z.number().int(),
});
export type AccountActivity = z.infer<typeof accountActivitySchema>;
