/** EXPUNGE (RFC 3501 6.4.3). Removes every message marked \Deleted, also those another client has marked. */
import type { Command } from '../command.ts';

/**
 * WARNING: this takes away for ever whatever carries \Deleted in the selected mailbox at that moment, whoever marked it and however long ago:
 * another client's undo is lost. Where UIDPLUS is offered use `uidExpunge`; where it is not, leave messages marked and hide them. Nothing in the
 * product runs it. What is gone comes as news.
 */
export const expunge = (): Command<void> => ({
  name: 'EXPUNGE',
  lane: { kind: 'alone', inMailbox: 'whole' },
  parts: () => ['EXPUNGE'],
  done: () => undefined,
});
