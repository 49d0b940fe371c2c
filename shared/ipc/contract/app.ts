/** Contract: the application itself. */
import { z } from 'zod';
import { wordsSchema } from '../../words.ts';
import { command, projection } from '../define.ts';

export const appContract = {
  'app.about': command('What is running.', z.object({}), z.object({
    version: z.string(),
    host: z.enum(['electron', 'browser']),
    platform: z.string(),
    /** Folder of this computer where everything is kept. */
    profile: z.string(),
    /** Where secrets are kept, in words; shown in "about" and on the add-account form when it is weaker than usual. */
    secrets: z.object({ note: z.string(), noteWords: wordsSchema.optional(), weak: z.boolean() }),
  })),
  'app.openLink': command('Opens an http, https or mailto link outside; anything else is refused.', z.object({ url: z.string().max(8192) }), z.object({})),
  'app.online': command('The window has learned that there is a network again.', z.object({}), z.object({})),
  'app.notices': projection('What this computer could not keep as it should; each until it is dismissed.', z.object({}), z.object({
    notices: z.array(z.object({ id: z.string(), title: z.string(), titleWords: wordsSchema.optional(), text: z.string(), textWords: wordsSchema.optional() })),
  })),
  'app.dismissNotice': command('The user has read a notice.', z.object({ id: z.string().max(100) }), z.object({})),
  'app.mirror': projection('State of the local mirror.', z.object({}), z.object({
    state: z.enum(['starting', 'ready', 'rebuilding', 'failing']),
    /** In words, empty when ready. */
    note: z.string(),
    noteWords: wordsSchema.nullable(),
  })),
} as const;
