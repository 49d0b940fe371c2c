/** James, hMailServer, GroupWise, Domino, Zimbra: as other clients' sources tell (imapflow's changelog, offlineimap; until 2026-11-20). */
import { literal } from './fetch-answer.ts';
import { mailbox, plain, type Profile } from './profile.ts';
import { append } from './standard.ts';

/** James leaves out a section it cannot make, and says OK. */
export const james: Profile = {
  greeting: '* OK JAMES IMAP4rev1 Server mail.example.org is ready.',
  before: 'IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN CHILDREN ENABLE IDLE ID MOVE NAMESPACE UIDPLUS UNSELECT WITHIN CONDSTORE QRESYNC OBJECTID SAVEDATE',
  after: 'IMAP4rev1 LITERAL+ SASL-IR CHILDREN ENABLE IDLE ID MOVE NAMESPACE UIDPLUS UNSELECT WITHIN CONDSTORE QRESYNC OBJECTID SAVEDATE',
  delimiter: '"."',
  row: (items, { uid }) => items.filter(({ name }) => uid !== 2 || !name.startsWith('BODY[1')).map(({ name, text }) => `${name} ${text}`).join(' '),
};

export const hmail: Profile = {
  greeting: '* OK IMAPrev1',
  before: 'IMAP4 IMAP4rev1 CHILDREN IDLE QUOTA SORT ACL NAMESPACE RIGHTS=texk AUTH=PLAIN',
  after: 'IMAP4 IMAP4rev1 CHILDREN IDLE QUOTA SORT ACL NAMESPACE RIGHTS=texk',
  announces: 'asked',
  delimiter: '"."',
  mailboxes: () => ({ INBOX: mailbox('"INBOX"', [plain(1), plain(2)], '\\HasNoChildren'), Archive: mailbox('"Archive"', [], '\\HasNoChildren') }),
  unknown: 'TAG BAD Unknown or NULL command',
};

/** GroupWise answers APPEND with an untagged word first, and never with APPENDUID. */
export const groupwise: Profile = {
  greeting: '* OK GroupWise IMAP4rev1 Server Ready',
  before: 'IMAP4rev1 AUTH=LOGIN NAMESPACE XGWEXTENSIONS',
  after: 'IMAP4rev1 NAMESPACE XGWEXTENSIONS',
  announces: 'asked',
  answers: { APPEND: (heard) => `* 1 EXISTS\r\n* OK APPEND in progress\r\n${append(heard)}` },
};

export const domino: Profile = {
  greeting: '* OK Domino IMAP4 Server Release 9.0.1FP10 ready Fri, 20 Nov 2026 10:00:00 +0000',
  before: 'IMAP4rev1 AUTH=PLAIN LITERAL+ NAMESPACE QUOTA UIDPLUS',
  after: 'IMAP4rev1 AUTH=PLAIN LITERAL+ NAMESPACE QUOTA UIDPLUS',
  announces: 'asked',
  delimiter: '"\\\\"',
  // The whole message where a part was asked for.
  items: { 'BODY[]': ({ header, body }) => literal(header + body) },
};

export const zimbra: Profile = {
  greeting: '* OK IMAP4rev1 proxy server ready Zimbra',
  before: 'IMAP4rev1 ACL BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE LIST-EXTENDED LIST-STATUS LITERAL+ LOGIN-REFERRALS MULTIAPPEND NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN XLIST AUTH=PLAIN AUTH=X-ZIMBRA',
  after: 'IMAP4rev1 ACL BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE LIST-EXTENDED LIST-STATUS LITERAL+ LOGIN-REFERRALS MULTIAPPEND NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN XLIST',
  answers: { ID: '* ID ("NAME" "Zimbra" "VERSION" "8.8.15_GA_3869" "RELEASE" "20200801")\r\nTAG OK ID completed' },
};
