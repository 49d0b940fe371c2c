/** Cyrus IMAP 3.6.1 as observed on Debian 12, 2026-11-20; LIST-EXTENDED answered BAD by older ones (neomutt, camel). */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { append, listing, search, status } from './standard.ts';

const AUTH = 'AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=DIGEST-MD5 AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256 AUTH=NTLM AUTH=ANONYMOUS';
const EXTENSIONS = 'ACL ANNOTATE-EXPERIMENT-1 BINARY CATENATE CHILDREN CONDSTORE CREATE-SPECIAL-USE ESEARCH ESORT LIST-EXTENDED LIST-MYRIGHTS LIST-STATUS MAILBOX-REFERRALS METADATA MOVE MULTIAPPEND NAMESPACE OBJECTID QRESYNC QUOTA RIGHTS=kxten SAVEDATE SEARCH=FUZZY SORT SPECIAL-USE STATUS=SIZE THREAD=REFERENCES UIDPLUS UNSELECT URLAUTH URLAUTH=BINARY WITHIN XLIST XMOVE';

export const cyrus: Profile = {
  greeting: `* OK [CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE ${AUTH} SASL-IR] mail.example.org Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 server ready`,
  before: `IMAP4rev1 LITERAL+ ID ENABLE ${EXTENSIONS} ${AUTH} SASL-IR IDLE`,
  // The mechanisms stay in the list after the login, and LOGIN is disabled there.
  after: `IMAP4rev1 LITERAL+ ID ENABLE ${EXTENSIONS} LOGINDISABLED ${AUTH} IDLE APPENDLIMIT=4294967295`,
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2, { flags: ['\\Seen'] })], '\\HasNoChildren'),
    Archive: mailbox('Archive', [], '\\HasNoChildren \\archive'),
    Sent: mailbox('Sent', [], '\\HasNoChildren \\sent'),
  }),
  answers: {
    ID: '* ID ("name" "Cyrus IMAPD" "version" "3.6.1" "vendor" "Project Cyrus" "environment" "Built w/Cyrus SASL 2.1.28; Running w/Cyrus SASL 2.1.28")\r\nTAG OK Completed',
    LIST: (heard) => {
      if (!heard.args.includes('STATUS (')) return lines(...listing(heard, 'LIST'), 'TAG OK Completed');
      const names = [...heard.server.mailboxes.keys()];
      return lines(...listing(heard, 'LIST').flatMap((row, at) => [row, status({ ...heard, name: 'STATUS', args: `${names[at]!} (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)` }).split('\r\n')[0]!]), 'TAG OK Completed');
    },
    // Memory that was freed, when MAILBOXID is asked for together with anything else.
    NOOP: (heard) => lines('* STATUS Archive (MESSAGES 0 UIDVALIDITY 7 MAILBOXID (\xb8\x09\xd0\xf2\xa1\x01U))', `TAG OK Completed ${heard.tag}`),
    // No untagged answer at all where nothing is found.
    'UID SEARCH': (heard) => (heard.args.includes('TEXT') ? 'TAG OK Completed (0 msgs in 0.000 secs)' : search(heard)),
    APPEND: (heard) => (heard.args.startsWith('"Sent"') ? 'TAG NO Over quota' : append(heard)),
  },
  completed: () => 'Completed',
};

/** Older ones: announced and not understood. */
export const OLD_LIST = 'TAG BAD Invalid arguments to List';
