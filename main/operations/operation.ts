/** An operation: a user's intention, as the journal keeps it until the server has confirmed it. */
import { z } from 'zod';
import type { FolderId, OperationId } from '../../shared/ids.ts';
import { branded } from '../../shared/ipc/define.ts';
import { failureRecord } from '../journal/failure-record.ts';
import { appendSchema } from './kinds/append.ts';
import { copySchema } from './kinds/copy.ts';
import { createFolderSchema } from './kinds/create-folder.ts';
import { deleteFolderSchema } from './kinds/delete-folder.ts';
import { deleteSchema } from './kinds/delete.ts';
import { emptySchema } from './kinds/empty.ts';
import { junkSchema } from './kinds/junk.ts';
import { moveSchema } from './kinds/move.ts';
import { removeCopySchema } from './kinds/remove-copy.ts';
import { renameFolderSchema } from './kinds/rename-folder.ts';
import { setFlagsSchema } from './kinds/set-flags.ts';
import { setKeywordsSchema } from './kinds/set-keywords.ts';
import { subscribeFolderSchema } from './kinds/subscribe-folder.ts';
import { copiedSchema, targetSchema } from './operation-base.ts';

export const operationSchema = z.discriminatedUnion('kind', [setFlagsSchema, setKeywordsSchema, moveSchema, copySchema, junkSchema, deleteSchema, removeCopySchema, emptySchema, appendSchema, createFolderSchema, renameFolderSchema, deleteFolderSchema, subscribeFolderSchema]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationKind = Operation['kind'];

/** What is appended to the journal. The newest record of an operation tells its state. */
export const operationRecordSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('queued'), operation: operationSchema }),
  /** A COPY or APPEND is about to be sent; copies made by it have UIDs from here on. */
  z.object({ t: z.literal('copying'), id: branded<OperationId>(), uidNext: z.number(), uidValidity: z.number().optional() }),
  /** The copy is proven: from here on the source may be removed. */
  z.object({ t: z.literal('copied'), id: branded<OperationId>(), copied: copiedSchema.nullable() }),
  /** About to mark \Deleted what it removes; UIDs of those that others had marked before. `uids`: ranges of those it marks, where its targets do not say. */
  z.object({ t: z.literal('marking'), id: branded<OperationId>(), uidValidity: z.number(), others: z.array(z.number()), uids: z.array(z.tuple([z.number(), z.number()])).optional() }),
  z.object({
    t: z.literal('done'), id: branded<OperationId>(), copied: copiedSchema.nullable(), at: z.number(),
    /** See Entry. */
    left: z.array(z.number()).optional(),
    /** The messages as they were found, where the queued UIDs no longer held. */
    found: z.object({ uidValidity: z.number(), targets: z.array(targetSchema) }).optional(),
    /** Where a folder was made, if not at the path it was asked for. */
    path: z.string().optional(),
    /** In a rewritten journal: what was meant for its messages, or its folder, has followed them already, and may have gone on from there. */
    followed: z.literal(true).optional(),
  }),
  z.object({ t: z.literal('parked'), id: branded<OperationId>(), failure: failureRecord }),
  z.object({ t: z.literal('retried'), id: branded<OperationId>() }),
  /** The server has given a folder another UIDVALIDITY; pairs of old and new UIDs of those messages that operations name and that were known again. */
  z.object({ t: z.literal('renumbered'), folderId: branded<FolderId>(), from: z.number(), to: z.number(), uids: z.array(z.tuple([z.number(), z.number()])) }),
  /** Somebody else has renamed or moved a folder. */
  z.object({ t: z.literal('folder-moved'), folderId: branded<FolderId>(), to: branded<FolderId>() }),
  /** Given up by the user, or undone before it went. */
  z.object({ t: z.literal('dropped'), id: branded<OperationId>() }),
]);
export type OperationRecord = z.infer<typeof operationRecordSchema>;
/** Those about one operation. */
export type EntryRecord = Extract<OperationRecord, { id: OperationId }>;
