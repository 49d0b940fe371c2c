import { expect, test } from 'vitest';
import { accountId } from '../../shared/ids.ts';
import type { MailboxListing } from '../imap/mailbox.ts';
import { folderChanges, foldersFromList } from './folder-list.ts';

const account = accountId('a');
const listing = (name: string, attributes: string[] = [], delimiter: string | null = '/'): MailboxListing => ({ wireName: name, name, delimiter, attributes, status: null });
const roles = (listings: MailboxListing[]): Record<string, string> => Object.fromEntries(foldersFromList(account, listings).map((folder) => [folder.path, folder.role]));

test('what the server declares wins over what a name suggests', () => {
  expect(roles([listing('inbox'), listing('Sent'), listing('Gesendet', ['\\Sent']), listing('Papierkorb')]))
    .toEqual({ INBOX: 'inbox', Sent: 'none', Gesendet: 'sent', Papierkorb: 'trash' });
});

test('a name deep in the tree is only a name', () => {
  expect(roles([listing('INBOX'), listing('Work/2024/Archive'), listing('INBOX/Drafts')])).toEqual({ INBOX: 'inbox', 'Work/2024/Archive': 'none', 'INBOX/Drafts': 'drafts' });
});

test('levels follow the delimiter and a slash inside a name stays inside it', () => {
  const [, folder] = foldersFromList(account, [listing('INBOX', [], '.'), listing('INBOX.AC/DC', [], '.')]);
  expect(folder).toMatchObject({ path: 'INBOX/AC\u2215DC', name: 'AC\u2215DC', wireName: 'INBOX.AC/DC' });
});

test('a \\Noselect node is there but cannot be opened; the same name twice is one folder', () => {
  const folders = foldersFromList(account, [listing('Lists', ['\\Noselect']), listing('Lists', ['\\Noselect'])]);
  expect(folders).toHaveLength(1);
  expect(folders[0]!.selectable).toBe(false);
});

test('only what differs is written, and what is missing is named', () => {
  const listed = foldersFromList(account, [listing('INBOX'), listing('New')]);
  const known = foldersFromList(account, [listing('INBOX'), listing('Old')]).map((folder) => ({ ...folder, total: 0, unread: 0, checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: false } }));
  const { write, missing } = folderChanges(known, listed);
  expect(write.map((folder) => folder.path)).toEqual(['New']);
  expect(missing.map((folder) => folder.path)).toEqual(['Old']);
});
