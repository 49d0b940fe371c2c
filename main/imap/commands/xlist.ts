/** XLIST: what Gmail had before SPECIAL-USE (RFC 6154), and a few servers still have (Google's IMAP extensions, 2010). */
import type { Command } from '../command.ts';
import type { MailboxListing } from '../mailbox.ts';
import { list } from './list.ts';

/** As LIST, with attributes such as \AllMail, \Spam, \Starred beside those of RFC 6154. */
export function xlist(): Command<MailboxListing[]> {
  const command = list();
  return {
    ...command,
    name: 'XLIST',
    needs: ['XLIST'],
    parts: () => ['XLIST "" "*"'],
    // Gmail translates the name of the inbox here and nowhere else: only INBOX can be selected.
    done: (status) => command.done(status).map((listing) => (listing.attributes.some((name) => name.toLowerCase() === '\\inbox') ? { ...listing, wireName: 'INBOX', name: 'INBOX' } : listing)),
  };
}
