/** DELETEACL (RFC 4314 3.2). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey } from './status.ts';

/** Takes the identifier off the list; `anyone` may still let it in. */
export const deleteAcl = (wireName: string, identifier: string): Command<void> => ({
  name: 'DELETEACL',
  lane: { kind: 'data', name: 'ACL', about: mailboxKey(wireName) },
  needs: ['ACL'],
  parts: (wire) => new CommandWriter(wire).word('DELETEACL ').mailbox(wireName).word(' ').string(identifier).finish(),
  done: () => undefined,
});
