/** RENAME (RFC 3501 6.3.5; OLDNAME RFC 9051 6.3.6). */
import type { Command } from '../command.ts';
import type { MailboxListing } from '../mailbox.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { sameMailbox } from './status.ts';

/** Its children go with it. Of INBOX only the messages go, and it stays, empty. Resolves what the server tells of the new name, null where it tells nothing, or only later (Cyrus 3.12 before the answer to the next command, 2026-11-21); Binc 1.2.7 says OK also where there was nothing to rename (2026-11-20). */
export function rename(wireName: string, newWireName: string): Command<MailboxListing | null> {
  let listing: MailboxListing | null = null;
  return {
    name: 'RENAME',
    lane: { kind: 'alone' },
    parts: (wire) => new CommandWriter(wire).word('RENAME ').mailbox(wireName).word(' ').mailbox(newWireName).finish(),
    take(response) {
      if (response.kind !== 'list' || response.listing.oldName === undefined) return false;
      if (sameMailbox(response.listing.oldName, wireName)) listing = response.listing;
      return true;
    },
    done: () => listing,
  };
}
