/** Yahoo and AOL (MailKit #358, imapsync #119, imap-backup #218; published traces until 2026-11-20). */
import { mailbox, plain, type Profile } from './profile.ts';
import { select } from './standard.ts';

export const yahoo: Profile = {
  greeting: '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT UNSELECT OBJECTID] IMAP4rev1 Hello',
  before: 'IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT UNSELECT OBJECTID',
  after: 'IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT UNSELECT OBJECTID IDLE ENABLE',
  mailboxes: () => ({
    INBOX: mailbox('"Inbox"', [plain(10), plain(11), plain(12), plain(13)], '\\HasNoChildren'),
    Archive: mailbox('"Archive"', [], '\\Archive \\HasNoChildren'),
  }),
  answers: {
    ID: '* ID ("vendor" "Yahoo! Inc." "support-url" "http://help.yahoo.com/")\r\nTAG OK ID completed',
    LIST: ({ server: { mailboxes } }) => [...[...mailboxes].map(([name, box]) => `* LIST (${box.attributes}) "/" "${name}"`), 'TAG OK LIST completed'].join('\r\n'),
    SELECT: (heard) => select(heard, ['* OK [PERMANENTFLAGS ()] Permanent flags', '* OK [XYMHIGHESTMODSEQ 77]']),
  },
};

/** For any set that holds the message. */
export const POISON = 12;
export const REFUSED = 'TAG NO [UNAVAILABLE] UID FETCH Server error - Please try again later';
export const RATE_LIMIT = 'TAG NO [LIMIT] UID FETCH Rate limit hit.';
