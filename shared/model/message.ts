/** Messages as the UI shows them: rows of a list, and one opened. */
import { z } from 'zod';
import type { FolderId, MessageId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { failureSchema } from './account.ts';

/** One mailbox address, decoded. `address` is `local@domain` as sent, or '' where the header had none. */
export const addressSchema = z.object({ name: z.string(), address: z.string() });
export type Address = z.infer<typeof addressSchema>;

export const messageRowSchema = z.object({
  id: branded<MessageId>(),
  folderId: branded<FolderId>(),
  from: z.array(addressSchema),
  to: z.array(addressSchema),
  subject: z.string(),
  /** Milliseconds since 1970; the server's INTERNALDATE where the header's date is missing or absurd. */
  date: z.number(),
  /** RFC822.SIZE in octets. */
  size: z.number(),
  /** Bits of shared/model/flags. */
  flags: z.number(),
  keywords: z.array(z.string()),
  hasAttachment: z.boolean(),
  /** First words of the text; null where not known yet. */
  preview: z.string().nullable(),
  /** What the server calls the conversation, where it says so (RFC 8474 THREADID, X-GM-THRID). */
  thread: z.string().optional(),
});
export type MessageRow = z.infer<typeof messageRowSchema>;

const attachmentSchema = z.object({
  /** IMAP section number, `2.1`. */
  section: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** An opened message. `body` follows the row: null while it is on its way from the server. */
export const messageViewSchema = z.object({
  row: messageRowSchema,
  cc: z.array(addressSchema),
  bcc: z.array(addressSchema),
  replyTo: z.array(addressSchema),
  messageIdHeader: z.string(),
  attachments: z.array(attachmentSchema),
  body: z.object({
    /** Hostile HTML exactly as decoded; sanitised where it is shown. Null if the message has no HTML part. */
    html: z.string().nullable(),
    text: z.string().nullable(),
    /** RFC 3676 parameters of the text part. */
    flowed: z.boolean(),
    delSp: z.boolean(),
    /** Inline images by Content-ID (without brackets) as data: URLs of image types. */
    inline: z.record(z.string(), z.string()),
    /** Something of the structure could not be understood; what was found is shown, the source holds the rest. */
    damaged: z.boolean(),
    /** A text part was longer than the limit and is shown cut. */
    truncated: z.boolean(),
  }).nullable(),
  /** Why the body could not be had (offline, gone). */
  failure: failureSchema.nullable(),
});
export type MessageView = z.infer<typeof messageViewSchema>;
