/** NOOP (RFC 3501 6.1.2). */
import type { Command } from '../command.ts';

export const noop = (): Command<void> => ({ name: 'NOOP', lane: { kind: 'free' }, parts: () => ['NOOP'], done: () => undefined });
