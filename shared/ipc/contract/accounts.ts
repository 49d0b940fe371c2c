/** Contract: accounts. */
import { z } from 'zod';
import type { AccountId } from '../../ids.ts';
import { accountSettingsSchema, accountSummarySchema, certificatePinSchema, serverSchema } from '../../model/account.ts';
import { branded, command, projection } from '../define.ts';

const id = branded<AccountId>();

export const accountsContract = {
  'accounts.suggest': command('A first guess of the servers from the address alone; contacts nobody.',
    z.object({ email: z.string().max(254) }),
    z.object({ imap: serverSchema, smtp: serverSchema }).nullable()),
  'accounts.add': command('Tries the servers (IMAP login, SMTP login), then keeps the account. Fails with the step that failed.',
    z.object({ settings: accountSettingsSchema, password: z.string().min(1).max(4096) }),
    z.object({ accountId: id })),
  'accounts.addDemo': command('Starts the built-in demo server and adds its account.', z.object({}), z.object({ accountId: id })),
  'accounts.remove': command('Forgets an account, its mirror and its secret. Mail on the server stays.', z.object({ accountId: id }), z.object({})),
  'accounts.updatePassword': command('Replaces the password after trying it.', z.object({ accountId: id, password: z.string().min(1).max(4096) }), z.object({})),
  'accounts.trustCertificate': command('From now on exactly this certificate is good for its host and port, whoever signed it. The user has seen it.', z.object({ accountId: id, pin: certificatePinSchema }), z.object({})),
  'accounts.syncNow': command('Connects or checks for mail at once.', z.object({ accountId: id }), z.object({})),
  'accounts.list': projection('All accounts with their state.', z.object({}), z.object({ accounts: z.array(accountSummarySchema) })),
} as const;
