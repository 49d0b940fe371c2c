/** CommuniGate Pro, Mirapoint with its proxy, Merak (IceWarp), Fastmail: greetings and answers as published until 2026-11-20. */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { select } from './standard.ts';

export const communigate: Profile = {
  greeting: '* OK CommuniGate Pro IMAP Server 3.4.8 at mail.example.org ready',
  before: 'IMAP4 IMAP4REV1 ACL NAMESPACE UIDPLUS IDLE LITERAL+ QUOTA ID MULTIAPPEND LISTEXT CHILDREN BINARY ESEARCH LOGIN-REFERRALS UNSELECT SASL-IR AUTH=LOGIN AUTH=PLAIN AUTH=CRAM-MD5 AUTH=DIGEST-MD5',
  after: 'IMAP4 IMAP4REV1 ACL NAMESPACE UIDPLUS IDLE LITERAL+ QUOTA ID MULTIAPPEND LISTEXT CHILDREN BINARY LOGIN-REFERRALS UNSELECT',
  announces: 'asked',
  answers: {
    ID: '* ID ("name" "CommuniGate Pro" "vendor" "CommuniGate Systems" "version" "3.4.8")\r\nTAG OK completed',
    // Words in between that belong to nothing.
    SELECT: (heard) => lines('* NO mailbox was being rebuilt', select(heard, ['* OK [UIDNEXT 0] predicted'])),
  },
  completed: () => 'completed',
};

/** The proxy answers before the store behind it does; only the store knows what it can. */
export const mirapointProxy: Profile = {
  greeting: '* OK Mirapoint IMAP4PROXY 1.0 server ready',
  before: 'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=LOGIN',
  after: 'IMAP4 IMAP4rev1 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN UNSELECT SORT THREAD=ORDEREDSUBJECT',
  announces: 'asked',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\HasChildren'),
    'INBOX.Archive': mailbox('"INBOX.Archive"', [], '\\HasNoChildren'),
  }),
  delimiter: '"."',
  // Untagged BAD about a command of the proxy's own, which nobody sent.
  answers: { NOOP: lines('* BAD Unrecognized command from backend', 'TAG OK Completed') },
  completed: () => 'Completed',
};

export const mirapoint: Profile = { ...mirapointProxy, greeting: '* OK mail.example.org Mirapoint IMAP4 1.0 server ready' };

export const icewarp: Profile = {
  greeting: '* OK IceWarp 14.2.0.6 x64 IMAP4rev1 mail.example.org',
  before: 'IMAP4rev1 IDLE NAMESPACE UIDPLUS UNSELECT ACL QUOTA LITERAL+ X-ICEWARP-SERVER ID AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5',
  after: 'IMAP4rev1 IDLE NAMESPACE UIDPLUS UNSELECT ACL QUOTA LITERAL+ X-ICEWARP-SERVER ID',
  announces: 'asked',
  answers: { 'X-ICEWARP-SERVER': 'TAG OK 14.2.0.6', ID: '* ID ("name" "IceWarp" "vendor" "IceWarp")\r\nTAG OK ID completed' },
};

/** Merak greets those it has shut out with NO (MailKit #1073). */
export const SHUT_OUT = '* NO LOGOUT Intrusion prevention active';

export const fastmail: Profile = {
  greeting: '* OK IMAP4 ready',
  before: 'IMAP4 IMAP4rev1 LITERAL+ ENABLE UIDPLUS SASL-IR NAMESPACE CONDSTORE SORT LIST-EXTENDED QRESYNC MOVE SPECIAL-USE CREATE-SPECIAL-USE IDLE ID AUTH=PLAIN AUTH=OAUTHBEARER',
  after: 'IMAP4rev1 ACL ANNOTATE-EXPERIMENT-1 CATENATE CHILDREN CONDSTORE CREATE-SPECIAL-USE ENABLE ESEARCH ESORT ID IDLE LIST-EXTENDED LIST-MYRIGHTS LIST-STATUS LITERAL+ METADATA MOVE MULTIAPPEND NAMESPACE OBJECTID PREVIEW QRESYNC QUOTA RIGHTS=kxten SAVEDATE SNOOZE=DRAFTS SPECIAL-USE STATUS=SIZE UIDPLUS UNSELECT WITHIN XCONVERSATIONS JMAPACCESS',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2), plain(3)], '\\HasNoChildren'),
    Archive: mailbox('Archive', [], '\\HasNoChildren \\Archive'),
  }),
  answers: {
    ID: '* ID ("name" "Cyrus IMAPD" "version" "3.13.0-alpha0" "vendor" "Project Cyrus")\r\nTAG OK Completed',
    // Ascending, the numbers shifting under it.
    'UID EXPUNGE': '* 1 EXPUNGE\r\n* 1 EXPUNGE\r\nTAG OK Completed',
  },
  completed: () => 'Completed',
};
