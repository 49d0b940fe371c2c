/** What every operation has, whatever its kind. */
import { z } from 'zod';
import type { AccountId, FolderId, OperationId } from '../../shared/ids.ts';
import { branded } from '../../shared/ipc/define.ts';
import { wordsSchema, type Said } from '../../shared/words.ts';

/** Where a message sat when the user acted, and enough to know it again should its UID no longer hold. */
export const targetSchema = z.object({
  /** 0: not known, it was moved there and the server did not say; to be found by its Message-ID. */
  uid: z.number().int().nonnegative(),
  /** Message-ID header with angle brackets, '' if it has none. */
  messageId: z.string(),
  /** Of a copy that is on its way: what it is called until then, a UID that no server gives. */
  copy: z.number().int().positive().optional(),
  /** Of a copy that is to be taken back: UID of the message it is a copy of, where that stays. */
  original: z.number().int().positive().optional(),
  /** Of a change of flags or keywords, what really changes this one, so that taking it back leaves what was there before; all of it if left out. */
  changes: z.object({ bits: z.number(), words: z.array(z.string()) }).optional(),
});
export type Target = z.infer<typeof targetSchema>;

export const base = {
  id: branded<OperationId>(),
  accountId: branded<AccountId>(),
  /** The folder it is about; of messages, the one they are in. */
  folderId: branded<FolderId>(),
  /** What the UIDs belong to; 0 where none is known. */
  uidValidity: z.number(),
  targets: z.array(targetSchema),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  title: z.string(),
  titleWords: wordsSchema.optional(),
  /** Of several that one command became: the id of the first. They are taken back together. */
  group: branded<OperationId>().optional(),
  /** The one it takes back. */
  undoes: branded<OperationId>().optional(),
  /** It came about by itself, as when an open message becomes read: the undo key passes it over. */
  unasked: z.boolean().optional(),
};
export const messageBase = { ...base, targets: z.array(targetSchema).min(1) };

/** What it is called. */
export const titled = ({ text, words }: Said): Pick<OperationBase, 'title' | 'titleWords'> => ({ title: text, titleWords: words });

export const baseSchema = z.object(base);
export type OperationBase = z.infer<typeof baseSchema>;

/** Source and destination UIDs of a copy, pairwise (RFC 4315 COPYUID). */
export const copiedSchema = z.object({ uidValidity: z.number(), source: z.array(z.number()), destination: z.array(z.number()) });
export type Copied = z.infer<typeof copiedSchema>;
