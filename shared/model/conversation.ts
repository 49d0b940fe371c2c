/** Conversations as the UI shows them: a row of a folder's list, and one opened. */
import { z } from 'zod';
import type { FolderId, MessageId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { folderRoleSchema } from './folder.ts';
import { addressSchema, messageRowSchema } from './message.ts';

export const conversationRowSchema = z.object({
  /** Of the oldest message shown in the folder: stays while answers come. Opens the conversation, as each of `messageIds` does. */
  id: branded<MessageId>(),
  folderId: branded<FolderId>(),
  /** Of the newest message in the folder; without `Re:` where there are others. */
  subject: z.string(),
  /** Who wrote, in the order they came in; `unread`: something of theirs is. Of a long one the first and the latest. */
  people: z.array(addressSchema.extend({ unread: z.boolean() })),
  /** Messages in the list, newest first, those of `folderId` before those of its other folders, at most 1000 of each; `count` and `unread` are of all of them there. */
  messageIds: z.array(branded<MessageId>()),
  count: z.number(),
  unread: z.number(),
  /** Messages in all folders of the account, each once, Trash and Junk left out; what follows is of those. */
  total: z.number(),
  flagged: z.boolean(),
  /** An answer was begun. */
  draft: z.boolean(),
  hasAttachment: z.boolean(),
  keywords: z.array(z.string()),
  /** Of the newest message in the folder: milliseconds since 1970, bits of shared/model/flags, first words (null where not known yet). */
  date: z.number(),
  flags: z.number(),
  preview: z.string().nullable(),
});
export type ConversationRow = z.infer<typeof conversationRowSchema>;

const placeSchema = z.object({ id: branded<FolderId>(), name: z.string(), role: folderRoleSchema });

export const conversationMessageSchema = z.object({
  row: messageRowSchema,
  folder: placeSchema,
  draft: z.boolean(),
  /** The same message in other folders. */
  copies: z.array(z.object({ messageId: branded<MessageId>(), folder: placeSchema })),
});
export type ConversationMessage = z.infer<typeof conversationMessageSchema>;
