/** Contract: lists of messages, one message, and what can be done to them. */
import { z } from 'zod';
import type { FolderId, MessageId, OperationId } from '../../ids.ts';
import { messageRowSchema, messageViewSchema } from '../../model/message.ts';
import { windowSchema } from '../../model/view.ts';
import { branded, command, projection } from '../define.ts';

const ids = z.array(branded<MessageId>()).min(1).max(20_000);
const operation = z.object({ operationId: branded<OperationId>() });
/** More messages than one command takes: what the first command of the action answered. Taking back one of them takes all back. */
const together = branded<OperationId>().optional();
/** Flags the user can set directly. */
const settable = z.array(z.enum(['seen', 'flagged', 'answered', 'forwarded'])).max(8);
/** IMAP keywords are atoms (RFC 3501 9 `flag-keyword`). */
const keywords = z.array(z.string().max(200).regex(/^[^\s(){%*"\\\]\u0000-\u001f\u007f-\uffff]+$/u)).max(50);

/** IMAP section number of a part (RFC 3501 6.4.5). */
const sectionNumber = z.string().max(200).regex(/^\d+(\.\d+)*$/u);

export const messagesContract = {
  'messages.list': projection('A window over a folder or a unified view, newest first unless sorted. A row that stops matching the filter while it is on screen stays until the view is left.',
    windowSchema,
    z.object({
      /** Messages in the view that can be shown, whatever the filter. */
      total: z.number(),
      unread: z.number(),
      /** Rows of the list: those the filter lets through. */
      matching: z.number(),
      /** Index of rows[0] in the list's order. */
      from: z.number(),
      rows: z.array(messageRowSchema),
      /** More summaries are on their way: an empty list is not yet an empty folder. */
      syncing: z.boolean(),
      /** False while the summaries are gone through that the order or the filter needs: rows come newest first until then, and `matching` may still grow. */
      complete: z.boolean(),
    })),
  'messages.view': projection('One message, opened; fetches its text from the server if the mirror lacks it.',
    z.object({ messageId: branded<MessageId>(), /** A message inside it: its message/rfc822 part. */ section: sectionNumber.optional(), /** Nobody waits for it: whatever somebody waits for comes first. */ unseen: z.boolean().optional() }), messageViewSchema),
  'messages.source': command('The message as it came, undecoded (at most 5 MB), as text with one character per octet.',
    z.object({ messageId: branded<MessageId>() }), z.object({ source: z.string(), truncated: z.boolean() })),
  'messages.setFlags': command('Adds and removes flags.', z.object({ messageIds: ids, together, add: settable, remove: settable, /** Not by the user: a message was open. The undo key passes it over. */ unasked: z.boolean().optional() }), operation),
  'messages.setKeywords': command('Adds and removes keywords: the user\'s own tags, as the server keeps them.', z.object({ messageIds: ids, together, add: keywords, remove: keywords }), operation),
  'messages.copy': command('Copies to a folder, of another account too.', z.object({ messageIds: ids, together, to: branded<FolderId>() }), operation),
  'messages.junk': command('Marks as junk and moves to Junk; or as not junk, and moves to the Inbox.', z.object({ messageIds: ids, together, junk: z.boolean() }), operation),
  'messages.move': command('Moves to a folder, of another account too, or to the folder of that role of each account that the messages are in.',
    z.object({ messageIds: ids, together, to: z.union([z.object({ folderId: branded<FolderId>() }), z.object({ role: z.enum(['archive', 'trash', 'junk', 'inbox']) })]) }), operation),
  'messages.append': command('Files a message in a folder.', z.object({
    folderId: branded<FolderId>(),
    /** The message, one character per octet. */
    source: z.string().min(1).max(50_000_000).regex(/^[\u0000-\u00ff]*$/u),
    flags: z.array(z.enum(['seen', 'flagged', 'answered', 'forwarded', 'draft'])).max(8),
    /** When it came, milliseconds since 1970; null for now. */
    date: z.number().int().nonnegative().nullable(),
  }), operation),
  'messages.deleteForever': command('Removes from the server. Only for messages that are in Trash or Junk already.', z.object({ messageIds: ids, together }), operation),
  'messages.allowRemote': command('The user allows remote images of this message until it is closed. Image URLs are then asked for as `prefix + encodeURIComponent(url)`.',
    z.object({ messageId: branded<MessageId>() }), z.object({ prefix: z.string() })),
} as const;
