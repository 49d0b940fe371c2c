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

test('names that read the same are two folders, whatever their order; INBOX in any case is one', () => {
  const two = (wireName: string, name: string): MailboxListing => ({ ...listing(name), wireName });
  const twins = [two('&AOk-', 'é'), two('\xc3\xa9', 'é'), two('a/b', 'a/b'), two('a//b', 'a//b'), { ...two('é/', 'é/'), attributes: ['\\NoSelect'] }, two('Inbox', 'Inbox'), two('INBOX', 'INBOX')];
  const paths = ['INBOX', 'a/b', 'a/b [a\u2215\u2215b]', 'é', 'é [%C3%A9]'];
  for (const listings of [twins, twins.toReversed()]) {
    const folders = foldersFromList(account, listings);
    expect(folders.map(({ path }) => path).sort()).toEqual(paths);
    expect(new Set(folders.map(({ id }) => id)).size).toBe(paths.length);
    expect(folders.find(({ wireName }) => wireName === '\xc3\xa9')?.path).toBe('é [%C3%A9]');
  }
});
