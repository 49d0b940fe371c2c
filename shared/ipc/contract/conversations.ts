/** Contract: messages as conversations, through all folders of an account. */
import { z } from 'zod';
import type { FolderId, MessageId } from '../../ids.ts';
import { conversationMessageSchema, conversationRowSchema } from '../../model/conversation.ts';
import { branded, projection } from '../define.ts';

export const conversationsContract = {
  'conversations.list': projection('A window over a folder as conversations, the one with the newest message first.',
    z.object({ folderId: branded<FolderId>(), from: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    z.object({
      /** Conversations in the folder; may be too high while not `complete`. */
      total: z.number(),
      /** Unread messages, whole folder. */
      unread: z.number(),
      /** Index of rows[0] in the folder's order. */
      from: z.number(),
      rows: z.array(conversationRowSchema),
      /** More summaries are on their way: an empty list is not yet an empty folder. */
      syncing: z.boolean(),
      /** False for a moment while the local copy is gone through: rows may still become one. */
      complete: z.boolean(),
    })),
  'conversations.open': projection('All messages of a conversation, oldest first, through all folders of the account. Empty when nothing of it is there any more.',
    z.object({
      /** Any message of it; of its folder what is shown is preferred, and Trash or Junk are among the folders if it lies there. */
      messageId: branded<MessageId>(),
      /** With what lies in Trash and Junk. */
      withDeleted: z.boolean(),
    }),
    z.object({
      /** Without `Re:`. */
      subject: z.string(),
      /** The newest 500. */
      messages: z.array(conversationMessageSchema),
      /** All of them; in Trash and Junk, if left out. */
      total: z.number(),
      deleted: z.number(),
      complete: z.boolean(),
    })),
} as const;
