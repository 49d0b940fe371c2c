/** The user's choices that hold for this computer, in groups. What a newer version has added stays as it is. */
import { z } from 'zod';
// Before the first schema is used: zod must not probe for what the UI's Content-Security-Policy forbids.
import '../ipc/define.ts';
import { TAG_COLOURS } from './tag.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export const ACCENTS = ['teal', 'blue', 'violet', 'plum', 'moss', 'ochre'] as const;
const CONTRASTS = ['system', 'more'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

const languageSchema = z.string().max(35).regex(/^(system|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)$/u);

/** Groups of single choices: the schema of each, and what holds until it is chosen. */
const choices = {
  appearance: {
    theme: [z.enum(THEMES), 'system'],
    accent: [z.enum(ACCENTS), 'teal'],
    /** Stronger lines and text, also where the system does not ask for them. */
    contrast: [z.enum(CONTRASTS), 'system'],
    density: [z.enum(DENSITIES), 'comfortable'],
    /** BCP 47, or that of the system. */
    language: [languageSchema, 'system'],
  },
  list: {
    /** One row for a conversation; else one for a message. */
    conversations: [z.boolean(), false],
    /** Lines of text under the subject. */
    previewLines: [z.union([z.literal(0), z.literal(1), z.literal(2)]), 1],
    /** Headings like “Yesterday” between the rows. */
    dateGroups: [z.boolean(), true],
  },
  folderPane: {
    /** Whether the views across accounts, and the favourites, are unfolded. */
    views: [z.boolean(), true],
    favourites: [z.boolean(), true],
    /** Folders that are not subscribed are left out. */
    onlySubscribed: [z.boolean(), false],
  },
  reading: {
    /** Of the messages of a conversation. */
    order: [z.enum(['oldest', 'newest']), 'oldest'],
    /** Seconds an open message stays unread; null: until the user says so. */
    readAfter: [z.union([z.literal(0), z.literal(2), z.literal(5), z.null()]), 0],
    /** HTML in dark mode: its colours adapted, or as it was made. */
    darkMessages: [z.enum(['adapted', 'original']), 'adapted'],
  },
  privacy: {
    /** Remote images of those that are not trusted by name: offered in a bar, or not even that. */
    remoteImages: [z.enum(['ask', 'never']), 'ask'],
    /** Says when somebody writes for the first time. */
    newSenders: [z.boolean(), true],
  },
  notifications: {
    enabled: [z.boolean(), true],
    /** Sender and subject; else only that there is new mail. */
    details: [z.boolean(), true],
    /** The number on the application's icon. */
    badge: [z.enum(['inbox', 'none']), 'inbox'],
  },
} as const;

/** Groups with an entry for each thing, by its name. A key that is not there is as if nothing was chosen. */
const entries = {
  /** By folder id; `collapsed` of a group of other people's folders too, by its own name. */
  folders: z.object({
    favourite: z.boolean(),
    /** Favourites are shown in this order; those without come last. */
    favouritePlace: z.number(),
    collapsed: z.boolean(),
    /** New mail there is told. Left out: in the inbox only. */
    notify: z.boolean(),
    /** Part of the views across accounts. Left out: yes. */
    unified: z.boolean(),
    /** When messages were last moved or copied there, milliseconds since 1970. */
    filledAt: z.number(),
  }).partial(),
  /** By account id. */
  accounts: z.object({
    /** Accounts are shown in this order; those without come last. */
    place: z.number(),
    collapsed: z.boolean(),
  }).partial(),
  /** By what the command palette calls a thing: when it was last chosen there, milliseconds since 1970. */
  chosen: z.object({ at: z.number() }).partial(),
  /** By the words of a search: when it was last made. */
  searches: z.object({ at: z.number() }).partial(),
  /** By IMAP keyword, lower case. */
  tags: z.object({ name: z.string().min(1).max(100), colour: z.enum(TAG_COLOURS), place: z.number(), /** Not offered for tagging. */ hidden: z.boolean() }).partial(),
  /** By address, lower case. */
  senders: z.object({ /** Remote images come unasked, while the address is proven. */ images: z.boolean(), /** Never adapted to dark mode. */ original: z.boolean() }).partial(),
  /** By registrable domain, lower case. */
  domains: z.object({ images: z.boolean() }).partial(),
} as const;

type Choices = typeof choices;
type ChoiceGroup<G> = { [K in keyof G]: G[K] extends readonly [infer S extends z.ZodType, unknown] ? z.output<S> : never };
type Entries = typeof entries;
type AllChoices = { [G in keyof Choices]: ChoiceGroup<Choices[G]> };
type AllEntries = { [G in keyof Entries]: Readonly<Record<string, z.output<Entries[G]>>> };

/** As read: a value this version does not know counts as the default, an entry it does not know as not there. */
export type Settings = AllChoices & AllEntries;
export type SettingsChange = { [G in keyof Choices]?: Partial<ChoiceGroup<Choices[G]>> | undefined } & { [G in keyof Entries]?: Record<string, z.output<Entries[G]> | null> | undefined };

type Group = Readonly<Record<string, unknown>>;
const groupOf = (value: unknown): Group => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Group) : {});
const mapped = <T>(group: object, change: (value: never, key: string) => T): Record<string, T> => Object.fromEntries(Object.entries(group).map(([key, value]) => [key, change(value as never, key)]));
const name = z.string().min(1).max(4096);

/** A part of an entry that cannot be read counts as not there. */
function readable(schema: z.ZodObject): z.ZodType {
  return z.unknown().transform((value) => Object.fromEntries(Object.entries(groupOf(value)).flatMap(([key, one]) => {
    const known = schema.shape[key] as z.ZodType | undefined;
    const read = known?.safeParse(one);
    return read?.success && read.data !== undefined ? [[key, read.data]] : [];
  })));
}

export const settingsSchema = z.object({
  ...mapped(choices, (group: Choices[keyof Choices]) => z.object(mapped(group, ([schema, fallback]: readonly [z.ZodType, unknown]) => schema.catch(fallback)))),
  ...mapped(entries, (schema: z.ZodObject) => z.record(z.string(), readable(schema))),
}) as unknown as z.ZodType<Settings, Settings>;

/** What is to become different; everything else stays. An entry is merged into what is there; null takes it away. */
export const settingsChangeSchema = z.strictObject({
  ...mapped(choices, (group: Choices[keyof Choices]) => z.strictObject(mapped(group, ([schema]: readonly [z.ZodType, unknown]) => schema)).partial().optional()),
  ...mapped(entries, (schema: z.ZodObject) => z.record(name, z.strictObject(schema.shape).partial().nullable()).optional()),
}) as unknown as z.ZodType<SettingsChange, SettingsChange>;

/** As stored: groups by name, with whatever is in them. */
export const storedSettingsSchema = z.record(z.string(), z.unknown());
export type StoredSettings = z.infer<typeof storedSettingsSchema>;

/** Never throws: what cannot be read counts as not there. */
export const readSettings = (stored: StoredSettings): Settings =>
  settingsSchema.parse(Object.fromEntries([...Object.keys(choices), ...Object.keys(entries)].map((group) => [group, groupOf(stored[group])])));

/** The stored ones with the change in them; keys and groups of other versions stay. */
export function withChange(stored: StoredSettings, change: SettingsChange): StoredSettings {
  const result: Record<string, unknown> = { ...stored };
  for (const [group, values] of Object.entries(change)) {
    if (values === undefined) continue;
    const before = groupOf(stored[group]);
    result[group] = group in entries ? withEntries(before, values) : { ...before, ...values };
  }
  return result;
}

function withEntries(before: Group, change: object): Group {
  const after = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) after.delete(key);
    else after.set(key, { ...groupOf(after.get(key)), ...(value as object) });
  }
  return Object.fromEntries(after);
}
