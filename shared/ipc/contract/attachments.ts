/** Contract: attachments on their way from the server to a file. */
import { z } from 'zod';
import type { MessageId } from '../../ids.ts';
import { branded, command, projection } from '../define.ts';

const one = z.object({ messageId: branded<MessageId>(), section: z.string().regex(/^\d+(\.\d+)*$/u) });

export const attachmentsContract = {
  'attachments.save': command('Fetches an attachment and hands it to the host to save.', one,
    z.object({ /** Where it went, or a URL the window can download from; null if the user cancelled. */ saved: z.string().nullable() })),
  'attachments.transfers': projection('What is being fetched just now, and how much of it is here.',
    z.object({}), z.object({ transfers: z.array(one.extend({
      /** Octets as encoded: here, and of the whole as the server announced it. */
      octets: z.number().int().nonnegative(),
      total: z.number().int().nonnegative(),
    })) })),
} as const;
