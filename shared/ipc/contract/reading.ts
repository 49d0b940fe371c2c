/** Contract: what there is to know and to do about one message that is being read. */
import { z } from 'zod';
import type { AccountId, MessageId } from '../../ids.ts';
import { authservIdSchema } from '../../model/account.ts';
import { messageDetailsSchema } from '../../model/message-details.ts';
import { branded, command, projection } from '../define.ts';
import { outgoingSchema } from './compose.ts';

/** IMAP section number of a part (RFC 3501 6.4.5). */
const sectionNumber = z.string().max(200).regex(/^\d+(\.\d+)*$/u);

export const readingContract = {
  'messages.details': projection('What there is to know beside the text; the header is fetched if it is not here. Comes after the text, never before it.',
    z.object({ messageId: branded<MessageId>(), section: sectionNumber.optional() }), messageDetailsSchema),
  'messages.unsubscribe': command('Leaves a list the way the user chose among those that messages.details names. One-click (RFC 8058) is done at once; a letter is handed to the composer, a link to app.openLink.',
    z.object({ messageId: branded<MessageId>(), way: z.enum(['one-click', 'mailto', 'link']) }),
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('done') }), z.object({ kind: z.literal('letter'), letter: outgoingSchema }), z.object({ kind: z.literal('link'), url: z.string() })])),
  'messages.saveAsEml': command('Fetches the whole message and hands it to the host to save.', z.object({ messageId: branded<MessageId>(), section: sectionNumber.optional() }),
    z.object({ /** As in attachments.save. */ saved: z.string().nullable() })),
  'accounts.trustResults': command('Whose Authentication-Results are believed for an account (authserv-id, RFC 8601); null for what follows from its server.',
    z.object({ accountId: branded<AccountId>(), authservId: authservIdSchema.nullable() }), z.object({})),
} as const;
