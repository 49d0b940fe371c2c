/** What is on its way: operations and sends, as the UI shows them. */
import { z } from 'zod';
import type { AccountId, OperationId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { failureSchema } from './account.ts';

/** `parked`: refused for good or unsafe to repeat; waits for the user's retry or discard. */
export const operationStateSchema = z.enum(['waiting', 'running', 'done', 'parked']);

export const operationRowSchema = z.object({
  id: branded<OperationId>(),
  accountId: branded<AccountId>(),
  kind: z.enum(['set-flags', 'set-keywords', 'move', 'copy', 'junk', 'delete', 'empty', 'append', 'create-folder', 'rename-folder', 'delete-folder', 'subscribe-folder', 'send']),
  /** In words: "Archive 3 messages", "Send “Lunch” to ann@example.org". */
  title: z.string(),
  state: operationStateSchema,
  failure: failureSchema.nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
});
export type OperationRow = z.infer<typeof operationRowSchema>;
