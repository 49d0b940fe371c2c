/** Contract: folders. */
import { z } from 'zod';
import type { FolderId, OperationId } from '../../ids.ts';
import { folderRowSchema } from '../../model/folder.ts';
import { branded, command, projection } from '../define.ts';

const operation = z.object({ operationId: branded<OperationId>() });

export const foldersContract = {
  'folders.tree': projection('Every folder of every account, parents before children, in the order to show.',
    z.object({}), z.object({ folders: z.array(folderRowSchema) })),
  'folders.empty': command('Removes all that is in Trash or Junk from the server. It cannot be taken back.', z.object({ folderId: branded<FolderId>() }), operation),
} as const;
