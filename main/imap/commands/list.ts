/** LIST and LSUB (RFC 3501 6.3.8, 6.3.9; RFC 5258, RFC 5819, RFC 6154). */
import type { Command } from '../command.ts';
import type { MailboxListing } from '../session.ts';
import { completeStatus, sameMailbox, STATUS_ITEMS } from './status.ts';

export interface ListOptions {
  /** RETURN (…) of RFC 5258: SUBSCRIBED, CHILDREN, and SPECIAL-USE where offered. */
  extended: boolean;
  specialUse: boolean;
  /** STATUS in the same answer (RFC 5819). */
  status: boolean;
  condstore: boolean;
}

export function list(options: ListOptions): Command<MailboxListing[]> {
  const listings: MailboxListing[] = [];
  const byName = new Map<string, MailboxListing>();
  return {
    name: 'LIST',
    lane: { kind: 'list' },
    parts() {
      if (!options.extended) return ['LIST "" "*"'];
      const wanted = ['SUBSCRIBED', 'CHILDREN'];
      if (options.specialUse) wanted.push('SPECIAL-USE');
      if (options.status) wanted.push(`STATUS (${STATUS_ITEMS}${options.condstore ? ' HIGHESTMODSEQ' : ''})`);
      return [`LIST "" "*" RETURN (${wanted.join(' ')})`];
    },
    take(response) {
      if (response.kind === 'list') {
        // A folder named twice is one folder.
        if (!byName.has(response.listing.wireName)) {
          listings.push(response.listing);
          byName.set(response.listing.wireName, response.listing);
        }
        return true;
      }
      if (response.kind !== 'mailbox-status') return false;
      const listing = byName.get(response.wireName) ?? listings.find((known) => sameMailbox(known.wireName, response.wireName));
      if (listing === undefined) return false;
      listing.status = completeStatus(response.items);
      return true;
    },
    done: () => listings,
  };
}

/** Resolves the wire names of the subscribed mailboxes. */
export function lsub(): Command<string[]> {
  const names: string[] = [];
  return {
    name: 'LSUB',
    lane: { kind: 'free' },
    parts: () => ['LSUB "" "*"'],
    take(response) {
      if (response.kind !== 'lsub') return false;
      // With \Noselect it only has subscribed children (RFC 3501 6.3.9).
      if (!response.listing.attributes.some((name) => name.toLowerCase() === '\\noselect')) names.push(response.listing.wireName);
      return true;
    },
    done: () => names,
  };
}
