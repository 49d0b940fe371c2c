/** Contract: folders. */
import { z } from 'zod';
import type { AccountId, FolderId, OperationId } from '../../ids.ts';
import { folderRowSchema, unifiedBoxRowSchema } from '../../model/folder.ts';
import { accountAbilitySchema } from '../../model/abilities.ts';
import { listViewSchema } from '../../model/view.ts';
import { branded, command, projection } from '../define.ts';

/** One level, as a person types it. */
const name = z.string().trim().min(1).max(200);
const operation = z.object({ operationId: branded<OperationId>() });

export const foldersContract = {
  'folders.tree': projection('Every folder of every account, parents before children, in the order to show.',
    z.object({}), z.object({ folders: z.array(folderRowSchema) })),
  'folders.unified': projection('The views across all accounts, with the number of messages in each.',
    z.object({}), z.object({ boxes: z.array(unifiedBoxRowSchema) })),
  'folders.abilities': projection('What the servers let be done, whose folders they are, and how much room there is.',
    z.object({}), z.object({ accounts: z.array(accountAbilitySchema) })),
  'folders.empty': command('Removes all that is in Trash or Junk from the server. It cannot be taken back.', z.object({ folderId: branded<FolderId>() }), operation),
  'folders.create': command('Makes a folder, in another one or at the top.', z.object({ accountId: branded<AccountId>(), parentId: branded<FolderId>().nullable(), name }), z.object({ operationId: branded<OperationId>(), folderId: branded<FolderId>() })),
  'folders.rename': command('Gives a folder another name.', z.object({ folderId: branded<FolderId>(), name }), operation),
  'folders.move': command('Puts a folder with all below it into another one, or at the top.', z.object({ folderId: branded<FolderId>(), parentId: branded<FolderId>().nullable() }), operation),
  'folders.delete': command('Moves a folder with all below it to Trash; with `forever` removes it and its messages from the server.', z.object({ folderId: branded<FolderId>(), forever: z.boolean() }), operation),
  'folders.subscribe': command('Says whether other mail programs show the folder.', z.object({ folderId: branded<FolderId>(), subscribed: z.boolean() }), operation),
  'folders.markRead': command('Marks all that is unread in a folder, or in a view across accounts, as read.', z.object({ view: listViewSchema }), operation),
} as const;
