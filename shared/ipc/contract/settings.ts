/** Contract: the user's choices for this computer. */
import { z } from 'zod';
import { settingsChangeSchema, settingsSchema } from '../../model/settings.ts';
import { command, projection } from '../define.ts';

export const settingsContract = {
  'settings.read': projection('The settings, and whether anything was ever chosen here.', z.object({}), z.object({ settings: settingsSchema, isUntouched: z.boolean() })),
  'settings.change': command('Changes what is named; it is in the journal once this answers.', settingsChangeSchema, z.object({})),
} as const;
