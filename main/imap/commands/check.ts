/** CHECK (RFC 3501 6.4.1; not in IMAP4rev2, where NOOP does): the server puts its house in order. */
import type { Command } from '../command.ts';

export const check = (): Command<void> => ({ name: 'CHECK', lane: { kind: 'selected' }, needs: ['IMAP4rev1', 'IMAP4'], parts: () => ['CHECK'], done: () => undefined });
