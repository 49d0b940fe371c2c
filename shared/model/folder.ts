/** Folders as the UI shows them. */
import { z } from 'zod';
import type { AccountId, FolderId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { unifiedBoxSchema } from './view.ts';

/** What a folder is for (RFC 6154 special use, or the inbox). `none` for ordinary folders. */
export const folderRoleSchema = z.enum(['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all', 'flagged', 'none']);
export type FolderRole = z.infer<typeof folderRoleSchema>;

export const folderRowSchema = z.object({
  id: branded<FolderId>(),
  accountId: branded<AccountId>(),
  /** Last part of the path, decoded, for display. */
  name: z.string(),
  parentId: branded<FolderId>().nullable(),
  role: folderRoleSchema,
  /** False for a \Noselect node that only holds others. */
  selectable: z.boolean(),
  /** Other mail programs show it. */
  subscribed: z.boolean(),
  unread: z.number(),
  total: z.number(),
  /** Summaries still on their way. */
  syncing: z.boolean(),
  /** Ids it had in this run under other names. */
  was: z.array(branded<FolderId>()).optional(),
});
export type FolderRow = z.infer<typeof folderRowSchema>;

/** A view across all accounts. Messages there: all, and unread ones, which are not counted for `flagged`; where the copy here lacks some, with what the servers say of those. */
export const unifiedBoxRowSchema = z.object({
  box: unifiedBoxSchema,
  unread: z.number(),
  total: z.number(),
  /** What it is made of, accounts in their order. */
  folderIds: z.array(branded<FolderId>()),
  /** Summaries still on their way. */
  syncing: z.boolean(),
});
export type UnifiedBoxRow = z.infer<typeof unifiedBoxRowSchema>;
