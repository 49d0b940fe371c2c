/** DELETE (RFC 3501 6.3.4): the mailbox with all its messages. */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** For ever. Its children stay. */
export const deleteMailbox = (wireName: string): Command<void> => ({
  name: 'DELETE',
  lane: { kind: 'alone' },
  parts: (wire) => new CommandWriter(wire).word('DELETE ').mailbox(wireName).finish(),
  done: () => undefined,
});
