/** SUBSCRIBE (RFC 3501 6.3.6). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey } from './status.ts';

export const subscribe = (wireName: string): Command<void> => ({
  name: 'SUBSCRIBE',
  lane: { kind: 'data', name: 'SUBSCRIBE', about: mailboxKey(wireName) },
  parts: (wire) => new CommandWriter(wire).word('SUBSCRIBE ').mailbox(wireName).finish(),
  done: () => undefined,
});
