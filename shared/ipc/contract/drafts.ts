/** Contract: letters that are being written, kept on this computer. */
import { z } from 'zod';
import type { DraftId } from '../../ids.ts';
import { draftRowSchema, draftSchema } from '../../model/draft.ts';
import { branded, command, projection } from '../define.ts';

const id = branded<DraftId>();

export const draftsContract = {
  'drafts.list': projection('Letters that are being written, the one changed last first.', z.object({}), z.object({ drafts: z.array(draftRowSchema) })),
  'drafts.read': command('A letter as it was last saved.', z.object({ id }), draftSchema),
  'drafts.save': command('Saves a letter: once this answers `saved` it is in the journal, on the disk. Nothing is overwritten that the composer has not seen.',
    draftSchema.pick({ id: true, letter: true, writer: true, open: true }).extend({
      /** The revision the composer began with; 0: none. What it has saved itself since does not matter. */
      base: z.number().int().min(0),
    }),
    z.discriminatedUnion('state', [
      z.object({ state: z.literal('saved'), revision: z.number(), at: z.number() }),
      /** Another composer has saved it since: not saved. */
      z.object({ state: z.literal('elsewhere') }),
      /** It has been sent or discarded: not saved. */
      z.object({ state: z.literal('gone'), sent: z.boolean() }),
    ])),
  'drafts.discard': command('Takes a letter away. It can be brought back for days.', z.object({ id }), z.object({})),
  'drafts.restore': command('Brings a discarded letter back.', z.object({ id }), z.object({})),
} as const;
