/** The user's choices that hold for this computer, in groups. What a newer version has added stays as it is. */
import { z } from 'zod';
// Before the first schema is used: zod must not probe for what the UI's Content-Security-Policy forbids.
import '../ipc/define.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export const ACCENTS = ['teal', 'blue', 'violet', 'plum', 'moss', 'ochre'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

const theme = z.enum(THEMES);
const accent = z.enum(ACCENTS);
const density = z.enum(DENSITIES);

/** As read: a value this version does not know counts as the default. */
export const settingsSchema = z.object({
  appearance: z.object({ theme: theme.catch('system'), accent: accent.catch('teal'), density: density.catch('comfortable') }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What is to become different; everything else stays. */
export const settingsChangeSchema = z.strictObject({
  appearance: z.strictObject({ theme, accent, density }).partial().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** As stored: groups by name, with whatever is in them. */
export const storedSettingsSchema = z.record(z.string(), z.unknown());
export type StoredSettings = z.infer<typeof storedSettingsSchema>;

type Group = Readonly<Record<string, unknown>>;
const groupOf = (value: unknown): Group => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Group) : {});

/** Never throws: what cannot be read counts as not there. */
export const readSettings = (stored: StoredSettings): Settings =>
  settingsSchema.parse(Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, groupOf(stored[name])])));

/** The stored ones with the change in them; keys and groups of other versions stay. */
export function withChange(stored: StoredSettings, change: SettingsChange): StoredSettings {
  const groups = Object.entries(change).filter(([, group]) => group !== undefined);
  return { ...stored, ...Object.fromEntries(groups.map(([name, group]) => [name, { ...groupOf(stored[name]), ...group }])) };
}
