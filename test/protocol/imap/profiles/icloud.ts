/** iCloud: announces QRESYNC and answers it with VANISHED for messages that are still there (Mailspring-Sync #91). */
import { mailbox, plain, type Profile } from './profile.ts';

export const icloud: Profile = {
  greeting: '* OK [CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PTOKEN AUTH=ATOKEN2 AUTH=XOAUTH2 AUTH=PLAIN] (2426B87-5f0e6d3c1a2b) pv50p00im-zteg10011401.me.com',
  before: 'XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PTOKEN AUTH=ATOKEN2 AUTH=XOAUTH2 AUTH=PLAIN',
  after: 'XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT CATENATE URLAUTH LANGUAGE ESEARCH ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONDSTORE ENABLE CONTEXT=SEARCH CONTEXT=SORT WITHIN SASL-IR SEARCHRES METADATA ID XSENDER X-NETSCAPE XSERVERINFO X-SUN-SORT ANNOTATE-EXPERIMENT-1 X-UNAUTHENTICATE X-SUN-IMAP X-ANNOTATEMORE IDLE QRESYNC',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\HasNoChildren'),
    Archive: mailbox('"Archive"', [], '\\HasNoChildren'),
  }),
  answers: {
    ID: '* ID ("name" "iCloud" "version" "24.26")\r\nTAG OK ID completed',
    ENABLE: ({ args }) => (args.includes('QRESYNC') ? '* ENABLED QRESYNC\r\nTAG OK enabled\r\n* VANISHED (EARLIER) 1:2' : `* ENABLED ${args}\r\nTAG OK enabled`),
  },
};
