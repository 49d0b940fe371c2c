/** New mail as it is told: one note for a folder, however many came. */
import { z } from 'zod';
import type { AccountId, FolderId, MessageId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { addressSchema } from './message.ts';

export const NOTE_ACTIONS = ['open', 'markRead', 'archive', 'reply'] as const;
export const noteActionSchema = z.enum(NOTE_ACTIONS);
export type NoteAction = z.infer<typeof noteActionSchema>;

export const noteSchema = z.object({
  /** The same for a folder while its note stands: a later one takes its place. */
  id: z.string(),
  accountId: branded<AccountId>(),
  folderId: branded<FolderId>(),
  /** Of the folder, for words; '' for the inbox. */
  folderName: z.string(),
  email: z.string(),
  /** All that are told of, and the newest three of them. */
  count: z.number(),
  messages: z.array(z.object({ id: branded<MessageId>(), from: addressSchema, subject: z.string(), preview: z.string() })),
  /** Sender and subject may be shown where others can see them. */
  details: z.boolean(),
  /** Milliseconds since 1970; grows when more has come. */
  at: z.number(),
});
export type Note = z.infer<typeof noteSchema>;

/** What somebody outside the window asks it to show; the newest counts. */
export const requestSchema = z.object({ number: z.number(), kind: z.enum(['open', 'reply', 'folder']), messageId: branded<MessageId>().nullable(), folderId: branded<FolderId>() });
export type WindowRequest = z.infer<typeof requestSchema>;
