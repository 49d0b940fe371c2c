/** Yandex: XLIST that names the wrong folders, a list of mechanisms in which one does not work (Mailspring-Sync sources). */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { listing } from './standard.ts';

export const yandex: Profile = {
  greeting: '* OK Yandex IMAP4rev1 at imap-production-main-42.example.net ready to talk with 192.0.2.7:50000, 2026-Nov-20 10:00:00, abc123',
  before: 'IMAP4rev1 CHILDREN UNSELECT LITERAL+ NAMESPACE XLIST UIDPLUS ENABLE ID AUTH=PLAIN AUTH=XOAUTH2 IDLE MOVE',
  after: 'IMAP4rev1 CHILDREN UNSELECT LITERAL+ NAMESPACE XLIST UIDPLUS ENABLE ID IDLE MOVE',
  delimiter: '"|"',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2)], '\\Unmarked \\NoInferiors'),
    Archive: mailbox('Archive', [], '\\Unmarked \\HasNoChildren'),
    Sent: mailbox('Sent', [], '\\Unmarked \\HasNoChildren \\Sent'),
  }),
  answers: {
    XLIST: (heard) => lines(...listing(heard, 'LIST').map((row) => row.replace('LIST (', 'XLIST (\\Trash ')), 'TAG OK XLIST Completed.'),
    LIST: (heard) => lines(...listing(heard, 'LIST'), 'TAG OK LIST Completed.'),
  },
  completed: (name) => `${name} Completed.`,
};
