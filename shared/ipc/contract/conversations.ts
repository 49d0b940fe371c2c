/** Contract: messages as conversations, through all folders of an account. */
import { z } from 'zod';
import type { MessageId } from '../../ids.ts';
import { conversationMessageSchema, conversationRowSchema } from '../../model/conversation.ts';
import { windowSchema } from '../../model/view.ts';
import { branded, projection } from '../define.ts';

export const conversationsContract = {
  'conversations.list': projection('A window over a folder or a unified view as conversations, the one with the newest message first. Sorts by date, unread and flagged; a conversation is listed if one of its messages there passes the filter.',
    windowSchema,
    z.object({
      /** Conversations in the view, whatever the filter; may be too high while not `complete`. */
      total: z.number(),
      /** Unread messages, whole view. */
      unread: z.number(),
      /** Rows of the list: those the filter lets through. */
      matching: z.number(),
      /** Index of rows[0] in the list's order. */
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
