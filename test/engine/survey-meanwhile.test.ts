/** A survey of the folders that is under way while we rename or delete one of them: its answer is of before. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import type { MailboxListing, MailboxStatus } from '../../main/imap/mailbox.ts';
import type { Session } from '../../main/imap/session.ts';
import { foldersFromList } from '../../main/sync/folder-list.ts';
import { surveyFolders } from '../../main/sync/folders.ts';
import { keepMailboxId } from '../../main/sync/mailbox-ids.ts';
import { openMemoryMirror, type MemoryMirror } from '../support/memory-mirror.ts';

const account = accountId('a');
const status = (messages: number): MailboxStatus => ({ messages, unseen: 0, uidNext: 9, uidValidity: 7, highestModseq: '0' });
const listing = (name: string, messages: number): MailboxListing => ({ wireName: name, name, delimiter: '/', attributes: [], status: status(messages) });
const inMirror = async () => (await mirror.client.query('folders', { accountId: account })).map(({ path }) => path).sort();

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: foldersFromList(account, [listing('INBOX', 1), listing('Harbour', 2)]) });
});
afterEach(() => mirror.close());

/** `meanwhile`: between the server's answer and what is made of it. */
const survey = async (listings: MailboxListing[], meanwhile: () => Promise<unknown>) => {
  const session = { capabilities: { has: () => true }, list: () => meanwhile().then(() => listings), status: () => Promise.resolve(status(0)) } as unknown as Session;
  await surveyFolders(session, account, mirror.client, { counts: { contradicts: () => Promise.resolve(false) } });
};
const renamed = () => mirror.client.apply({ movedFolders: [{ folderId: folderId(account, 'Harbour'), to: foldersFromList(account, [listing('Haven', 2)])[0]! }] });

test('renamed: it does not come back under its old name', async () => {
  await survey([listing('INBOX', 1), listing('Harbour', 3)], renamed);
  expect(await inMirror()).toEqual(['Haven', 'INBOX']);
});

test('renamed, and the server has said so already: nor as one that is missing', async () => {
  await survey([listing('INBOX', 1)], renamed);
  expect(await inMirror()).toEqual(['Haven', 'INBOX']);
});

test('deleted: it does not come back', async () => {
  await survey([listing('INBOX', 1), listing('Harbour', 3)], () => mirror.client.apply({ removeFolders: [folderId(account, 'Harbour')] }));
  expect(await inMirror()).toEqual(['INBOX']);
});

test('renamed while its MAILBOXID is being noted: neither', async () => {
  const folder = (await mirror.client.query('folders', { accountId: account })).find(({ path }) => path === 'Harbour')!;
  const noting = keepMailboxId({ selected: { wireName: 'Harbour', mailboxId: 'F1' } } as unknown as Session, folder, mirror.client);
  await Promise.all([noting, renamed()]);
  expect(await inMirror()).toEqual(['Haven', 'INBOX']);
});

test('what has changed of those that stay is written, and new ones are', async () => {
  await survey([listing('INBOX', 5), listing('Harbour', 2), listing('Quay', 4)], () => Promise.resolve());
  expect((await mirror.client.query('folders', { accountId: account })).map(({ path, serverTotal }) => [path, serverTotal]).sort()).toEqual([['Harbour', 2], ['INBOX', 5], ['Quay', 4]]);
});
