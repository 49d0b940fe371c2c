/** GETACL (RFC 4314 3.3): who may do what with a mailbox. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { valueText } from '../wire/value.ts';
import { mailboxKey, sameMailbox } from './status.ts';

/** `identifier`: a user, `anyone`, or with `-` before it what is taken away from one. `rights`: letters of RFC 4314 2.1. */
export interface AclEntry { identifier: string; rights: string }

/** An answer about another mailbox, or none, is 'protocol'. */
export function getAcl(wireName: string): Command<AclEntry[]> {
  let entries: AclEntry[] | null = null;
  return {
    name: 'GETACL',
    lane: { kind: 'data', name: 'ACL', about: mailboxKey(wireName) },
    needs: ['ACL'],
    parts: (wire) => new CommandWriter(wire).word('GETACL ').mailbox(wireName).finish(),
    take(response) {
      if (response.kind !== 'data' || response.name !== 'ACL') return false;
      const [mailbox, ...pairs] = response.values ?? [];
      if (typeof mailbox !== 'string' || !sameMailbox(mailbox, wireName)) return false;
      if (pairs.length % 2 !== 0 || pairs.some((value) => typeof value !== 'string')) return true;
      entries = [];
      for (let at = 0; at < pairs.length; at += 2) entries.push({ identifier: valueText(pairs[at]), rights: valueText(pairs[at + 1]) });
      return true;
    },
    done() {
      if (entries === null) throw fail('protocol', say('engine-imap.noAcl'));
      return entries;
    },
  };
}
