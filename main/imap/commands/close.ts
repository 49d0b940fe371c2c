/** CLOSE (RFC 3501 6.4.2). Removes every message marked \Deleted, also those another client has marked, and tells nothing about it. */
import type { Command } from '../command.ts';

/**
 * WARNING: as `expunge`, and without a word about what went, unless the mailbox was opened with EXAMINE. To leave a mailbox use UNSELECT, or select
 * another one. Nothing in the product runs it. After it nothing is selected.
 */
export const close = (): Command<void> => ({
  name: 'CLOSE',
  lane: { kind: 'select' },
  parts: () => ['CLOSE'],
  done: () => undefined,
});
