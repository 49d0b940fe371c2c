/** UNSELECT (RFC 3691). */
import type { Command } from '../command.ts';

/** Through Session.unselect, which keeps `selected` true. */
export const unselect = (): Command<void> => ({ name: 'UNSELECT', lane: { kind: 'select' }, needs: ['UNSELECT'], parts: () => ['UNSELECT'], done: () => undefined });
