/** What an account keeps on this computer, and what it takes. */
import { z } from 'zod';
import type { AccountId } from '../ids.ts';
import { branded } from '../ipc/define.ts';

/** Days back; null is everything, 0 only what is opened. */
const days = z.number().int().min(0).max(36_500).nullable();

export const storageSettingsSchema = z.object({
  /** Texts of messages of so many days are fetched unasked; of Junk and Trash, at most those of two weeks. */
  textDays: days,
  /** Texts larger than this, in octets as encoded, only when they are opened. */
  textOctets: z.number().int().min(0).max(64 * 1024 * 1024),
  /** Attachments that were opened are kept up to so many octets together; those not used for longest go first. */
  attachmentOctets: z.number().int().min(0).max(1024 ** 4),
  /** Days by folder id, where they are others. */
  folders: z.record(z.string().max(4096), days),
  /** Texts were cleared at that time, seconds since 1970: older ones are not fetched unasked again. */
  textsFrom: z.number().int().optional(),
  /** Ids of folders whose days were chosen after that: theirs are fetched. */
  chosenSince: z.array(z.string().max(4096)).optional(),
});
export type StorageSettings = z.infer<typeof storageSettingsSchema>;

/** What is set of it: the rest stays as it is, whoever has set it meanwhile. */
export const storageChangeSchema = storageSettingsSchema.omit({ textsFrom: true, chosenSince: true, folders: true }).partial().extend({
  /** `account`: no days of its own any more. */
  folders: z.record(z.string().max(4096), days.or(z.literal('account'))).optional(),
});
export type StorageChange = z.infer<typeof storageChangeSchema>;

export function withChange({ textsFrom: _cleared, chosenSince: _since, ...before }: StorageSettings, { folders, textDays, textOctets, attachmentOctets }: StorageChange): StorageSettings {
  const own = Object.entries({ ...before.folders, ...folders }).flatMap(([id, kept]) => (kept === 'account' ? [] : [[id, kept] as const]));
  return { textDays: textDays === undefined ? before.textDays : textDays, textOctets: textOctets ?? before.textOctets, attachmentOctets: attachmentOctets ?? before.attachmentOctets, folders: Object.fromEntries(own) };
}

export const DEFAULT_STORAGE: StorageSettings = { textDays: 365, textOctets: 1024 * 1024, attachmentOctets: 512 * 1024 * 1024, folders: {} };

const amount = z.object({ count: z.number(), octets: z.number() });

export const storageUseSchema = z.object({
  accountId: branded<AccountId>(),
  summaries: amount,
  texts: amount,
  attachments: amount,
  settings: storageSettingsSchema,
});
export type StorageUse = z.infer<typeof storageUseSchema>;
