/** What the engine says, as a value: a key of the catalogue and what is put into it, so that each window says it in its own language. */
import { z } from 'zod';

/** A day of the calendar in UTC, by a time in milliseconds since 1970; written as the language writes days. */
export interface Day { readonly day: number }

/** The key is not checked here: an old journal, or a newer one, may name one that this version does not know. */
export interface Words {
  /** `engine-net.timeout`. */
  readonly key: string;
  /** Numbers are written as the language writes them; `count` chooses the plural form. Words within words are put in words of their own. */
  readonly values?: Readonly<Record<string, string | number | Day | Words>> | undefined;
}

export const wordsSchema: z.ZodType<Words> = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.object({ day: z.number() }), z.lazy(() => wordsSchema)])).optional(),
});

/** Words with their English, for logs, journals and whoever shows nothing else. Made by `say` of shared/locales/say.ts. */
export interface Said {
  readonly text: string;
  readonly words: Words;
}
