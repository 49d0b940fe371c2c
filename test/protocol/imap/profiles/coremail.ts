/** Coremail, as 163, 126 and QQ run it: no mailbox before ID (mcp-email-server #17; published traces until 2026-11-20). */
import { mailbox, plain, type Profile } from './profile.ts';
import { select } from './standard.ts';

const UNSAFE = 'TAG NO SELECT Unsafe Login. Please contact kefu@188.example for help';
const introduced = new WeakSet<object>();

export const coremail: Profile = {
  greeting: '* OK Coremail System IMap Server Ready(163com[10774b260cc7a37d26d71b52404dcf5c])',
  before: 'IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS APPENDLIMIT=71680000 XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2',
  after: 'IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS APPENDLIMIT=71680000 XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2',
  announces: 'asked',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\NoInferiors'),
    Archive: mailbox('"Archive"', [], ''),
  }),
  answers: {
    ID: async ({ connection, args }) => {
      // The word comes late: a SELECT right behind it would be refused.
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (/"name"/u.test(args)) introduced.add(connection);
      return '* ID ("name" "Coremail Imap" "vendor" "Mailtech" "TransID" "abc")\r\nTAG OK ID completed';
    },
    SELECT: (heard) => (introduced.has(heard.connection) ? select(heard, [], '') : UNSAFE),
  },
  // Half of what RFC 3501 asks of a part.
  items: { BODYSTRUCTURE: () => '("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 12)' },
};
