/** Dovecot 2.3.19 as observed on Debian 12, 2026-11-20. */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { envelope } from './fetch-answer.ts';
import { listing, status } from './standard.ts';

const BEFORE = 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256 AUTH=ANONYMOUS';

export const dovecot: Profile = {
  greeting: `* OK [CAPABILITY ${BEFORE}] Dovecot (Debian) ready.`,
  before: BEFORE,
  after: 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE',
  mailboxes: () => ({
    Archive: mailbox('Archive', [], '\\HasNoChildren \\Archive'),
    Virtual: mailbox('Virtual', [], '\\NonExistent \\HasChildren'),
    INBOX: mailbox('INBOX', [plain(1, { envelope: envelope(plain(1)).replace('"robin" "example.org"', '"MISSING_MAILBOX" "MISSING_DOMAIN"') }), plain(2), plain(3)], '\\HasNoChildren'),
  }),
  answers: {
    ID: '* ID ("name" "Dovecot")\r\nTAG OK ID completed (0.001 + 0.000 secs).',
    LIST: (heard) => lines(...listing(heard, 'LIST'), ...[...heard.server.mailboxes.keys()].filter((name) => name !== 'Virtual' && heard.args.includes('STATUS')).map((name) => status({ ...heard, name: 'STATUS', args: `${name} (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)` }).split('\r\n')[0]!), 'TAG OK List completed (0.001 + 0.000 secs).'),
    // In no order at all.
    'UID EXPUNGE': (heard) => {
      heard.server.mailboxes.get('INBOX')!.messages.splice(0, 3);
      return '* 2 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\nTAG OK [HIGHESTMODSEQ 12] Expunge completed (0.002 + 0.000 + 0.001 secs).';
    },
  },
  completed: (name) => `${name} completed (0.001 + 0.000 secs).`,
};

export const TOO_MANY = 'TAG NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)';
