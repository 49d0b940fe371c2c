/** An account as the journal keeps it. Secrets are elsewhere. */
import { z } from 'zod';
import type { AccountId } from '../../shared/ids.ts';
import { branded } from '../../shared/ipc/define.ts';
import { accountSettingsSchema, type AccountSettings } from '../../shared/model/account.ts';
import { storageSettingsSchema } from '../../shared/model/storage.ts';

const accountSchema = accountSettingsSchema.extend({
  id: branded<AccountId>(),
  /** Lives on the built-in demo server, whose port is known only once it runs. */
  demo: z.boolean(),
  /** Milliseconds since 1970. */
  addedAt: z.number(),
});
export type Account = z.infer<typeof accountSchema>;

/** As `KnownLogin` of main/sasl. Names only. */
const knownLoginSchema = z.object({ mechanism: z.string(), unusable: z.array(z.string()) });

export const accountRecordSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('account'), account: accountSchema }),
  z.object({ t: z.literal('removed'), id: branded<AccountId>() }),
  /** How a protocol was logged in to; null: nothing is known any more. The last one counts. */
  z.object({ t: z.literal('login'), id: branded<AccountId>(), protocol: z.enum(['imap', 'smtp']), login: knownLoginSchema.nullable() }),
  /** What is kept of it on this computer; the last one counts. */
  z.object({ t: z.literal('storage'), id: branded<AccountId>(), storage: storageSettingsSchema }),
]);
export type AccountRecord = z.infer<typeof accountRecordSchema>;

export const passwordSecret = (id: AccountId): string => `account/${id}/password`;

/** What a login depends on. */
export const loginOf = ({ email, imap, smtp, plainConfirmed, pins }: AccountSettings): string => JSON.stringify([email, [imap, smtp].map(({ host, port, security, user }) => [host, port, security, user]), plainConfirmed, pins ?? []]);

/** What an account was asked for with: the same again is no other account. */
export const askedOf = (settings: AccountSettings): string => `${settings.name}\n${loginOf(settings)}`;
