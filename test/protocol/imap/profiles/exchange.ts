/** Exchange Online and Outlook.com (MailKit #1446, offlineimap #62, imapflow and camel sources, published traces until 2026-11-20). */
import { mailbox, plain, type Profile } from './profile.ts';
import { select } from './standard.ts';

export const exchange: Profile = {
  greeting: '* OK The Microsoft Exchange IMAP4 service is ready. [QwBWADAA]',
  before: 'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+',
  after: 'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+',
  announces: 'asked',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(3), plain(4), plain(7)], '\\Marked \\HasNoChildren'),
    Archive: mailbox('Archive', [], '\\HasNoChildren'),
  }),
  answers: {
    '+': '+',
    ID: '* ID ("name" "Microsoft.Exchange.Imap4.Imap4Server" "version" "15.20")\r\nTAG OK ID completed',
    SELECT: (heard) => select(heard, ['* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)', '* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)] Permanent flags']),
  },
  // What is announced is what MAPI holds, not what IMAP hands out.
  items: { 'RFC822.SIZE': ({ header, body }) => String(header.length + body.length + 1300) },
  completed: (name) => `${name} completed.`,
};

export const THROTTLED = 'TAG BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds';
export const UNAVAILABLE = 'TAG BAD Server Unavailable. 15';
export const NOT_CONNECTED = 'TAG BAD User is authenticated but not connected.';

/** Exchange 2003 says the end of CAPABILITY twice (libetpan #45). */
export const exchange2003: Profile = {
  greeting: '* OK Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5.7638.1 (mail.example.org) ready.',
  before: 'IMAP4 IMAP4rev1 IDLE LOGIN-REFERRALS MAILBOX-REFERRALS NAMESPACE LITERAL+ UIDPLUS CHILDREN AUTH=NTLM',
  after: 'IMAP4 IMAP4rev1 IDLE LOGIN-REFERRALS MAILBOX-REFERRALS NAMESPACE LITERAL+ UIDPLUS CHILDREN',
  announces: 'asked',
  answers: {
    CAPABILITY: ({ connection, server: { profile } }) => `* CAPABILITY ${connection.loggedIn ? profile.after : profile.before}\r\nTAG OK CAPABILITY completed.\r\nCAPABILITY completed.`,
  },
  completed: (name) => `${name} completed.`,
};
