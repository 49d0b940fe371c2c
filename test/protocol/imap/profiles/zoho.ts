/** Zoho: LIST-STATUS that answers nothing, header names echoed quoted (aerc, meli, Mailspring #1105). */
import { lines, mailbox, plain, type Profile } from './profile.ts';
import { listing } from './standard.ts';

export const zoho: Profile = {
  greeting: '* OK Zoho Mail IMAP4rev1 Server Version 1.0',
  before: 'IMAP4rev1 UNSELECT CHILDREN XLIST NAMESPACE IDLE MOVE ID AUTH=PLAIN SASL-IR UIDPLUS ESEARCH LIST-EXTENDED LIST-STATUS WITHIN LITERAL- STATUS=SIZE',
  after: 'IMAP4rev1 UNSELECT CHILDREN XLIST NAMESPACE IDLE MOVE ID AUTH=PLAIN SASL-IR UIDPLUS ESEARCH LIST-EXTENDED LIST-STATUS WITHIN LITERAL- STATUS=SIZE',
  mailboxes: () => ({
    INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\HasNoChildren'),
    Archive: mailbox('"Archive"', [], '\\HasNoChildren'),
  }),
  answers: {
    ID: '* ID ("name" "Zoho IMAP Server" "vendor" "Zoho Corporation")\r\nTAG OK Success',
    LIST: (heard) => (heard.args.includes('STATUS (') ? 'TAG OK Success' : lines(...listing(heard, 'LIST'), 'TAG OK Success')),
  },
  row: (items) => items.map(({ name, text }) => `${name.replace(/\((.*)\)/u, (_, fields: string) => `(${fields.split(' ').map((field) => `"${field}"`).join(' ')})`)} ${text}`).join(' '),
  completed: () => 'Success',
};
