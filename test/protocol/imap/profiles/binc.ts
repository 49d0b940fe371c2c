/** Binc IMAP 1.2.7 as observed, 2026-11-20. */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { select } from './standard.ts';

export const binc: Profile = {
  greeting: '* OK Welcome to Binc IMAP Copyright (C) 2002-2004 Andreas Aardal Hanssen at 2026-11-20 22:35:48 UTC',
  before: 'IMAP4rev1 STARTTLS AUTH=LOGIN AUTH=PLAIN',
  after: 'IMAP4rev1',
  announces: 'asked',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\Unmarked'),
    'INBOX/Archive': mailbox('"INBOX/Archive"', [], '\\Unmarked'),
    'INBOX/Empty': mailbox('"INBOX/Empty"', [], '\\Unmarked'),
  }),
  answers: {
    // No READ-WRITE, codes without text, and a FLAGS line that holds \Recent.
    SELECT: (heard) => lines(...select(heard, ['* FLAGS (\\Answered \\Flagged \\Deleted \\Recent \\Seen \\Draft)', '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)] Limited', '* OK [UIDVALIDITY 7]'], '').split('\r\n')),
    STATUS: ({ args, server: { mailboxes } }) => {
      const box = [...mailboxes.values()].find(({ listed }) => args.startsWith(listed))!;
      const count = box.messages.length;
      return `* STATUS ${box.listed} (MESSAGES ${count} RECENT 0 UIDNEXT ${count === 0 ? 0 : count + 1} UIDVALIDITY 1795214154 UNSEEN ${count})\r\nTAG OK STATUS completed`;
    },
    'UID SEARCH': (heard) => (heard.args.includes('CHARSET') ? 'TAG NO SEARCH failed: [BADCHARSET ("US-ASCII")]' : `* SEARCH ${heard.server.mailboxes.get('INBOX')!.messages.map(({ uid }) => uid).join(' ')}\r\nTAG OK SEARCH completed`),
  },
  // Never a tagged reply.
  unknown: ({ name }) => `* NO The command "${name}" is not supported.`,
  items: { INTERNALDATE: () => '"20-Nov-2026 10:01:00 GMT"' },
  // The UID comes last, behind any literal.
  row: (items) => [...items.filter(({ name }) => name !== 'UID'), ...items.filter(({ name }) => name === 'UID')].map(({ name, text }) => `${name} ${text}`).join(' '),
  completed: (name) => `${name.replace('UID ', '')} completed`,
};
