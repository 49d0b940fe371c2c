/** LISTRIGHTS (RFC 4314 3.4): which rights can be given to whom. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { mailboxKey, sameMailbox } from './status.ts';

/** `always`: cannot be taken away. `optional`: letters that are given or taken together stand together. */
export interface GrantableRights { always: string; optional: string[] }

/** An answer about somebody else, or none, is 'protocol'. */
export function listRights(wireName: string, identifier: string): Command<GrantableRights> {
  let rights: GrantableRights | null = null;
  return {
    name: 'LISTRIGHTS',
    // The identifier comes back as the server writes it, so it cannot tell two answers apart.
    lane: { kind: 'data', name: 'LISTRIGHTS', about: mailboxKey(wireName) },
    needs: ['ACL'],
    parts: (wire) => new CommandWriter(wire).word('LISTRIGHTS ').mailbox(wireName).word(' ').string(identifier).finish(),
    take(response) {
      if (response.kind !== 'data' || response.name !== 'LISTRIGHTS') return false;
      const [mailbox, , always, ...optional] = response.values ?? [];
      if (typeof mailbox !== 'string' || !sameMailbox(mailbox, wireName)) return false;
      if (typeof always === 'string') rights = { always, optional: optional.filter((group) => typeof group === 'string') };
      return true;
    },
    done() {
      if (rights === null) throw fail('protocol', say('engine-imap.noRights'));
      return rights;
    },
  };
}
