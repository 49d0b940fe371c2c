/** UNSUBSCRIBE (RFC 3501 6.3.7). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey } from './status.ts';

export const unsubscribe = (wireName: string): Command<void> => ({
  name: 'UNSUBSCRIBE',
  lane: { kind: 'data', name: 'SUBSCRIBE', about: mailboxKey(wireName) },
  parts: (wire) => new CommandWriter(wire).word('UNSUBSCRIBE ').mailbox(wireName).finish(),
  done: () => undefined,
});
