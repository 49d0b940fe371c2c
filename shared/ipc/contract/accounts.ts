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
  'accounts.settings': command('The settings of an account as they are; its password is told to nobody.', z.object({ accountId: id }), z.object({ settings: accountSettingsSchema })),
  'accounts.update': command('Tries changed settings like `accounts.add`, then keeps them. Password null: the one that is kept. The local copy stays, unless incoming server or user are others. Fails with the step that failed; nothing is changed then.',
    z.object({ accountId: id, settings: accountSettingsSchema, password: z.string().min(1).max(4096).nullable() }), z.object({})),
  'accounts.offers': command('What the incoming server can do, and how the account logs in there; asks the server.', z.object({ accountId: id }),
    z.object({ /** Upper case, as CAPABILITY has it. */ capabilities: z.array(z.string()), /** As it names itself (RFC 2971); '' if it does not. */ software: z.string(), /** SASL name, or LOGIN; null where nothing was asked. */ mechanism: z.string().nullable() })),
  'accounts.updatePassword': command('Replaces the password after trying it.', z.object({ accountId: id, password: z.string().min(1).max(4096) }), z.object({})),
  'accounts.trustCertificate': command('From now on exactly this certificate is good for its host and port, whoever signed it. The user has seen it.', z.object({ accountId: id, pin: certificatePinSchema }), z.object({})),
  'accounts.syncNow': command('Connects or checks for mail at once.', z.object({ accountId: id }), z.object({})),
  'accounts.list': projection('All accounts with their state.', z.object({}), z.object({ accounts: z.array(accountSummarySchema) })),
} as const;
