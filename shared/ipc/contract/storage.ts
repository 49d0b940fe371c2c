/** Contract: what is kept on this computer. */
import { z } from 'zod';
import type { AccountId } from '../../ids.ts';
import { storageChangeSchema, storageUseSchema } from '../../model/storage.ts';
import { branded, command } from '../define.ts';

const accountId = branded<AccountId>();

export const storageContract = {
  'storage.summary': command('What each account keeps here and takes, counted anew; octets as stored.', z.object({}), z.object({
    accounts: z.array(storageUseSchema),
    /** Of the mirror as a whole, by the browser's reckoning; 0 where it does not say. */
    usage: z.number(),
    quota: z.number(),
  })),
  'storage.clear': command('Removes what can be had from the server again. Texts of older messages are then fetched only when they are opened, until what is kept of texts is set again; set for a folder, for that folder.',
    z.object({ accountId, kind: z.enum(['texts', 'attachments']) }), z.object({})),
  'storage.set': command('Sets what an account keeps here; what is not named stays. Texts that were cleared are fetched again, unless only folders or attachments are set to something else.', z.object({ accountId, settings: storageChangeSchema }), z.object({})),
} as const;
