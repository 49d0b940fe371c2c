/** LSUB (RFC 3501 6.3.9). IMAP4rev2 has LIST (SUBSCRIBED) instead. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** Resolves the wire names of the subscribed mailboxes. */
export function lsub(reference = '', pattern = '*'): Command<string[]> {
  const names: string[] = [];
  let broken = false;
  return {
    name: 'LSUB',
    lane: { kind: 'data', name: 'LSUB', about: null },
    parts: (wire) => (reference === '' ? new CommandWriter(wire).word('LSUB ""') : new CommandWriter(wire).word('LSUB ').mailbox(reference)).word(' ').mailbox(pattern).finish(),
    take(response) {
      if (response.kind === 'data' && response.name === 'LSUB') broken = true;
      else if (response.kind !== 'lsub') return false;
      // With \Noselect it only has subscribed children (RFC 3501 6.3.9).
      else if (!response.listing.attributes.some((name) => name.toLowerCase() === '\\noselect')) names.push(response.listing.wireName);
      return true;
    },
    done() {
      if (broken) throw fail('protocol', say('engine-imap.badSubscribed'));
      return names;
    },
  };
}
