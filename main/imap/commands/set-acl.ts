/** SETACL (RFC 4314 3.1). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey } from './status.ts';

const SIGN = { add: '+', remove: '-', replace: '' } as const;

/** `rights`: letters and digits of RFC 4314 2.1; none with 'replace' takes all away and keeps the entry. */
export const setAcl = (wireName: string, identifier: string, action: keyof typeof SIGN, rights: string): Command<void> => ({
  name: 'SETACL',
  lane: { kind: 'data', name: 'ACL', about: mailboxKey(wireName) },
  needs: ['ACL'],
  parts(wire) {
    if (!/^[a-z0-9]{0,36}$/u.test(rights)) throw fail('invalid-input', say('engine-imap.notRights'));
    return new CommandWriter(wire).word('SETACL ').mailbox(wireName).word(' ').string(identifier).word(` "${SIGN[action]}${rights}"`).finish();
  },
  done: () => undefined,
});
