/** An operation: a user's intention on messages, as the journal keeps it until the server has confirmed it. */
import { z } from 'zod';
import { FAILURE_CODES } from '../../shared/failure.ts';
import type { AccountId, FolderId, OperationId } from '../../shared/ids.ts';
import { branded } from '../../shared/ipc/define.ts';

/** Where a message sat when the user acted, and enough to know it again should its UID no longer hold. */
export const targetSchema = z.object({
  uid: z.number().int().positive(),
  /** Message-ID header with angle brackets, '' if it has none. */
  messageId: z.string(),
});
export type Target = z.infer<typeof targetSchema>;

const base = {
  id: branded<OperationId>(),
  accountId: branded<AccountId>(),
  folderId: branded<FolderId>(),
  uidValidity: z.number(),
  targets: z.array(targetSchema).min(1),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  title: z.string(),
};

export const operationSchema = z.discriminatedUnion('kind', [
  /** Targets are only those that the change really changes, so that the reverse is its exact opposite. */
  z.object({ ...base, kind: z.literal('set-flags'), add: z.number(), remove: z.number() }),
  z.object({ ...base, kind: z.literal('move'), to: branded<FolderId>() }),
  z.object({ ...base, kind: z.literal('delete') }),
]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationKind = Operation['kind'];

const failureRecord = z.object({ code: z.enum(FAILURE_CODES), message: z.string(), detail: z.string().optional(), step: z.string().optional(), responseCode: z.string().optional(), retryAfterMs: z.number().optional() });

/** Source and destination UIDs of a copy, pairwise (RFC 4315 COPYUID). */
export const copiedSchema = z.object({ uidValidity: z.number(), source: z.array(z.number()), destination: z.array(z.number()) });
export type Copied = z.infer<typeof copiedSchema>;

/** What is appended to the journal. The newest record of an operation tells its state. */
export const operationRecordSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('queued'), operation: operationSchema }),
  /** A COPY is about to be sent; copies made by it have UIDs from here on. */
  z.object({ t: z.literal('copying'), id: branded<OperationId>(), uidNext: z.number() }),
  /** The copy is proven: from here on the source may be removed. */
  z.object({ t: z.literal('copied'), id: branded<OperationId>(), copied: copiedSchema.nullable() }),
  z.object({ t: z.literal('done'), id: branded<OperationId>(), copied: copiedSchema.nullable(), at: z.number() }),
  z.object({ t: z.literal('parked'), id: branded<OperationId>(), failure: failureRecord }),
  z.object({ t: z.literal('retried'), id: branded<OperationId>() }),
  /** Given up by the user, or undone before it went. */
  z.object({ t: z.literal('dropped'), id: branded<OperationId>() }),
]);
export type OperationRecord = z.infer<typeof operationRecordSchema>;
