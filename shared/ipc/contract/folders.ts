/** Contract: folders. */
import { z } from 'zod';
import { folderRowSchema } from '../../model/folder.ts';
import { projection } from '../define.ts';

export const foldersContract = {
  'folders.tree': projection('Every folder of every account, parents before children, in the order to show.',
    z.object({}), z.object({ folders: z.array(folderRowSchema) })),
} as const;
