/** Proton Mail Bridge (gluon): a server on this computer, labels as folders, UIDVALIDITY that changes with an upgrade (proton-bridge #220). */
import { mailbox, plain, type Profile } from './profile.ts';

export const proton: Profile = {
  greeting: '* OK [CAPABILITY AUTH=PLAIN ID IDLE IMAP4rev1 MOVE STARTTLS UIDPLUS UNSELECT] Proton Mail Bridge 03.18.00 - gluon session ID 1',
  before: 'AUTH=PLAIN ID IDLE IMAP4rev1 MOVE STARTTLS UIDPLUS UNSELECT',
  after: 'AUTH=PLAIN ID IDLE IMAP4rev1 MOVE STARTTLS UIDPLUS UNSELECT',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\Unmarked'),
    'All Mail': mailbox('"All Mail"', [plain(1), plain(2)], '\\All \\Noinferiors \\Unmarked'),
    Archive: mailbox('"Archive"', [], '\\Archive \\Noinferiors \\Unmarked'),
    'Labels/Work': mailbox('"Labels/Work"', [], '\\Unmarked'),
  }),
  answers: { ID: '* ID ("name" "gluon" "vendor" "Proton" "version" "0.17.0")\r\nTAG OK ID' },
  completed: (name) => `command completed in 312.4µs (${name})`,
};
