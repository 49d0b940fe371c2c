/** What the server lets this account do with its folders, and how much room there is. What is not said is allowed until the server refuses. */
import { z } from 'zod';
import type { AccountId, FolderId } from '../ids.ts';
import { branded } from '../ipc/define.ts';

/** RFC 4314 2.1, in what they mean for a person. */
const folderRightsSchema = z.object({
  /** Flags other than \Seen and \Deleted, and keywords: `w`. */
  flag: z.boolean(),
  /** `s`. */
  markRead: z.boolean(),
  /** Putting messages there: `i`. */
  insert: z.boolean(),
  /** Taking messages away: `t` and `e`. */
  remove: z.boolean(),
  /** Making folders below: `k`. */
  createBelow: z.boolean(),
  /** Renaming and deleting the folder: `x`. */
  change: z.boolean(),
});
export type FolderRights = z.infer<typeof folderRightsSchema>;

const folderAbilitySchema = z.object({
  folderId: branded<FolderId>(),
  /** Of another person, or of several (RFC 2342). */
  namespace: z.enum(['personal', 'other', 'shared']),
  /** Null: the server does not say. */
  rights: folderRightsSchema.nullable(),
});
export type FolderAbility = z.infer<typeof folderAbilitySchema>;

export const accountAbilitySchema = z.object({
  accountId: branded<AccountId>(),
  /** RFC 9208. Octets for storage, else a number of messages. */
  quota: z.array(z.object({ resource: z.enum(['storage', 'messages']), used: z.number(), limit: z.number() })),
  /** Whether the server keeps tags nobody has used before (PERMANENTFLAGS with \*), and any at all; null: not known yet. */
  newKeywords: z.boolean().nullable(),
  /** Those that the server has already, as it writes them. */
  keywords: z.array(z.string()),
  /** Only folders of which something is said. */
  folders: z.array(folderAbilitySchema),
});
export type AccountAbility = z.infer<typeof accountAbilitySchema>;
