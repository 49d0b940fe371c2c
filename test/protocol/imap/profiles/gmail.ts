/** Gmail: labels as folders, flags with a bracket, a list of capabilities before the OK (published traces; Google's IMAP extensions page). */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { listing, search, select } from './standard.ts';

export const gmail: Profile = {
  greeting: '* OK Gimap ready for requests from 192.0.2.7 d2e1a72fcca58-7f6b0',
  before: 'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER',
  after: 'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584',
  announces: 'untagged',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1, { flags: ['\\Seen', 'NonJunk', '[Gmail]/odd]flag'] }), plain(2)], '\\HasNoChildren'),
    '[Gmail]': mailbox('"[Gmail]"', [], '\\HasChildren \\Noselect'),
    '[Gmail]/All Mail': mailbox('"[Gmail]/All Mail"', [], '\\All \\HasNoChildren'),
    Archive: mailbox('"Archive"', [], '\\HasNoChildren'),
  }),
  answers: {
    ID: 'TAG OK Success',
    SELECT: (heard) => select(heard, ['* OK [PERMANENTFLAGS (\\Seen [Gmail]/odd]flag \\*)] Flags permitted.']),
    LIST: (heard) => lines(...listing(heard, 'LIST'), 'TAG OK Success'),
    // ESEARCH is announced and RETURN () not always heeded: the old answer comes.
    'UID SEARCH': (heard) => search({ ...heard, args: 'ALL' }),
    '+': '+ go ahead',
  },
  completed: () => 'Success',
};

export const CROWDED = 'TAG NO [ALERT] Too many simultaneous connections. (Failure)';
