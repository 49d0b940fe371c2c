/** LOGOUT (RFC 3501 6.1.3). */
import type { Command } from '../command.ts';

export const logout = (): Command<void> => ({ name: 'LOGOUT', lane: { kind: 'alone' }, parts: () => ['LOGOUT'], done: () => undefined });
