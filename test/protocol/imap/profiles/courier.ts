/** Courier-IMAP 5.0.13 as observed on Debian 12, 2026-11-20. */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { append, expunge, select } from './standard.ts';

const FLAGS = ['* FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)', '* OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen)] Limited'];
const CAPABILITIES = 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE AUTH=CRAM-MD5 AUTH=CRAM-SHA1 AUTH=CRAM-SHA256 AUTH=PLAIN ACL ACL2=UNION ENABLE UTF8=ACCEPT';

export const courier: Profile = {
  greeting: `* OK [CAPABILITY ${CAPABILITIES}] Courier-IMAP ready. Copyright 1998-2019 Double Precision, Inc.  See COPYING for distribution information.`,
  before: CAPABILITIES,
  after: CAPABILITIES,
  announces: 'asked',
  delimiter: '"."',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2), plain(3)], '\\Marked \\HasChildren'),
    'INBOX.Archive': mailbox('"INBOX.Archive"', [], '\\HasNoChildren'),
    'INBOX.Trash': mailbox('"INBOX.Trash"', [], '\\HasNoChildren'),
  }),
  answers: {
    NAMESPACE: '* NAMESPACE (("INBOX." ".")) NIL (("#shared." ".")("shared." "."))\r\nTAG OK NAMESPACE completed.',
    // Neither UNSEEN nor UIDNEXT, and a code of its own.
    SELECT: (heard) => lines(...select(heard, [...FLAGS, '* OK [MYRIGHTS "acdilrsw"] ACL']).split('\r\n').filter((row) => !row.includes('UIDNEXT'))),
    'UID EXPUNGE': (heard) => {
      const rows = expunge(heard, (message) => message.flags.includes('\\Deleted'));
      const left = heard.server.mailboxes.get('INBOX')!.messages.length;
      return lines(...rows, `* ${left} EXISTS`, '* 0 RECENT', ...FLAGS, 'TAG OK EXPUNGE completed');
    },
    GETQUOTAROOT: '* QUOTAROOT "INBOX" "ROOT"\r\n* QUOTA "ROOT"\r\nTAG OK GETQUOTAROOT Ok.',
    // Over quota, and a stray word behind it.
    APPEND: (heard) => (heard.args.startsWith('"INBOX.Trash"') ? 'TAG NO [ALERT] You exceeded your mail quota.\r\n* NO Error in IMAP command received by server.' : append(heard)),
  },
  unknown: 'TAG NO Error in IMAP command received by server.',
  row: (items) => items.map(({ name, text }) => `${name.replace(/\((.*)\)/u, (_, fields: string) => `(${fields.split(' ').map((field) => `"${field}"`).join(' ')})`)} ${text}`).join(' '),
  completed: (name) => `${name} completed.`,
};
