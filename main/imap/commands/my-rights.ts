/** MYRIGHTS (RFC 4314 3.5). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey, sameMailbox } from './status.ts';

/** Letters of RFC 4314 2.1. An answer about another mailbox, or none, is 'protocol'. */
export function myRights(wireName: string): Command<string> {
  let rights: string | null = null;
  return {
    name: 'MYRIGHTS',
    lane: { kind: 'data', name: 'MYRIGHTS', about: mailboxKey(wireName) },
    needs: ['ACL'],
    parts: (wire) => new CommandWriter(wire).word('MYRIGHTS ').mailbox(wireName).finish(),
    take(response) {
      if (response.kind !== 'data' || response.name !== 'MYRIGHTS') return false;
      const [mailbox, letters] = response.values ?? [];
      if (typeof mailbox !== 'string' || !sameMailbox(mailbox, wireName)) return false;
      if (typeof letters === 'string') rights = letters;
      return true;
    },
    done() {
      if (rights === null) throw fail('protocol', say('engine-imap.noMyRights'));
      return rights;
    },
  };
}
