/** GNU mailutils imap4d 3.15 as observed on Debian 12, 2026-11-20. */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { expunge } from './standard.ts';

const MECHANISMS = 'AUTH=GSSAPI AUTH=ANONYMOUS AUTH=EXTERNAL AUTH=LOGIN AUTH=PLAIN AUTH=SECURID AUTH=DIGEST-MD5 AUTH=CRAM-MD5 AUTH=SAML20 AUTH=OPENID20 AUTH=GSSAPI AUTH=GS2-KRB5';

export const mailutils: Profile = {
  greeting: '* OK IMAP4rev1',
  before: `IMAP4rev1 NAMESPACE ID IDLE LITERAL+ UNSELECT ${MECHANISMS}`,
  after: `IMAP4rev1 NAMESPACE ID IDLE LITERAL+ UNSELECT ${MECHANISMS}`,
  announces: 'asked',
  delimiter: 'NIL',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2), plain(3)], '\\NoInferiors'),
    Archive: mailbox('Archive'),
  }),
  answers: {
    ID: ({ connection }) => (connection.loggedIn ? '* ID ("name" "GNU Mailutils" "version" "3.15" "vendor" "GNU")\r\nTAG OK ID Completed' : 'TAG BAD ID Wrong state'),
    EXPUNGE: (heard) => lines(...expunge(heard, (message) => message.flags.includes('\\Deleted'), 'EXPUNGED'), `* ${heard.server.mailboxes.get('INBOX')!.messages.length} EXISTS`, '* 0 RECENT', 'TAG OK EXPUNGE Completed'),
  },
  unknown: 'TAG BAD  Invalid command',
  completed: (name) => `${name} Completed`,
};
