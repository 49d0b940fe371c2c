/** UW imapd 2007f as observed, 2026-11-20. */
import { mailbox, plain, type Profile } from './profile.ts';
import { select, store } from './standard.ts';

const CAPABILITIES = 'IMAP4REV1 I18NLEVEL=1 LITERAL+ IDLE UIDPLUS NAMESPACE CHILDREN MAILBOX-REFERRALS BINARY UNSELECT ESEARCH WITHIN SCAN SORT THREAD=REFERENCES THREAD=ORDEREDSUBJECT MULTIAPPEND SASL-IR LOGIN-REFERRALS';

export const uw: Profile = {
  greeting: '* OK [CAPABILITY IMAP4REV1 I18NLEVEL=1 LITERAL+ SASL-IR LOGIN-REFERRALS AUTH=CRAM-MD5 AUTH=PLAIN AUTH=LOGIN] mail.example.org IMAP4rev1 2007f.404 at Fri, 20 Nov 2026 22:35:02 +0000 (UTC)',
  before: `${CAPABILITIES} AUTH=CRAM-MD5 AUTH=PLAIN AUTH=LOGIN`,
  after: `${CAPABILITIES} AUTH=CRAM-MD5 AUTH=PLAIN AUTH=LOGIN`,
  delimiter: 'NIL',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2)], '\\NoInferiors'),
    '.mailboxlist': mailbox('.mailboxlist', [], '\\NoInferiors \\UnMarked'),
    Archive: mailbox('Archive', [], '\\NoInferiors \\UnMarked'),
  }),
  answers: {
    NAMESPACE: '* NAMESPACE (("" "/")("#mhinbox" NIL)("#mh/" "/")) (("~" "/")) (("#shared/" "/")("#ftp/" "/")("#news." ".")("#public/" "/"))\r\nTAG OK NAMESPACE completed',
    // The one who had the mailbox before loses it.
    SELECT: (heard) => {
      for (const other of heard.server.open) {
        if (other === heard.connection || other.selected === null) continue;
        other.selected = null;
        other.line.send('* BYE Killed (lost mailbox lock)\r\n');
        other.line.end();
        heard.line.send('* NO Trying to get mailbox lock from process 9033\r\n');
      }
      return select(heard, ['* OK [UNSEEN 1] first unseen message in /home/alice/mail']);
    },
    // .SILENT is not heeded.
    'UID STORE': (heard) => store({ ...heard, args: heard.args.replace('.SILENT', '') }),
    IDLE: async (heard) => {
      heard.line.send('+ Waiting for DONE\r\n* OK Timeout in 30 minutes\r\n');
      heard.connection.push = (text) => heard.line.send(`* 1 FETCH (FLAGS (\\Recent))\r\n${text}\r\n`);
      await heard.line.line();
      return 'TAG OK IDLE completed';
    },
  },
  unknown: ({ name }) => `TAG BAD Command unrecognized: ${name}`,
  // Short strings quoted where others send literals.
  items: { 'BODY[]': ({ body }) => `"${body.trimEnd()}"` },
  completed: (name) => `${name} completed`,
};

