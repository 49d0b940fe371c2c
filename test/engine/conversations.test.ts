/** Conversations as a window is told of them: through folders, kept in step with mail and flags, Sent, Drafts and Trash as they should be. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageId } from '../../shared/ids.ts';
import type { ConversationRow } from '../../shared/model/conversation.ts';
import type { ProjectionValue } from '../../shared/ipc/contract.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

/** `answers`: Message-IDs without brackets. */
const mail = (id: string, from: string, subject: string, minute: number, answers: string[] = []): string =>
  [`From: ${from}`, 'To: demo@example.org', `Subject: ${subject}`, `Message-ID: <${id}>`, `Date: Sat, 21 Nov 2026 04:${String(minute).padStart(2, '0')}:00 +0000`,
    ...(answers.length ? [`References: ${answers.map((answer) => `<${answer}>`).join(' ')}`] : []), 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', `Text of ${id}.`, ''].join('\r\n');
const file = async (folder: string, source: string, flags: ('seen' | 'draft')[] = ['seen']): Promise<void> => {
  await one.call('messages.append', { folderId: one.folder(folder), source, flags, date: null });
  await one.settled();
};
const listed = (until: (row: ConversationRow) => boolean, subject = 'Ringing plan', folder = one.inbox): Promise<ConversationRow> =>
  one.harness.waitFor('conversations.list', { folderId: folder, from: 0, count: 50 }, ({ rows }) => rows.some((row) => row.subject.endsWith(subject) && until(row))).then(({ rows }) => rows.find((row) => row.subject.endsWith(subject) && until(row))!);
const opened = (messageId: MessageId, until: (value: ProjectionValue<'conversations.open'>) => boolean, withDeleted = false) => one.harness.waitFor('conversations.open', { messageId, withDeleted }, until);
const places = ({ messages }: ProjectionValue<'conversations.open'>): string[] => messages.map(({ row, folder, draft }) => `${folder.name}: ${row.subject}${draft ? ' (draft)' : ''}`);

test('what was sent, drafted and filed elsewhere is part of it, each message once', async () => {
  await file('INBOX', mail('p1@x', 'Bea <bea@example.org>', 'Ringing plan', 1));
  await file('Sent', mail('p2@x', 'Me <demo@example.org>', 'Re: Ringing plan', 2, ['p1@x']));
  await file('INBOX', mail('p3@x', 'Bea <bea@example.org>', 'Re: Ringing plan', 3, ['p1@x', 'p2@x']), []);
  await file('Archive', mail('p3@x', 'Bea <bea@example.org>', 'Re: Ringing plan', 3, ['p1@x', 'p2@x']));
  await file('Drafts', mail('p4@x', 'Me <demo@example.org>', 'Re: Ringing plan', 4, ['p3@x']), ['seen', 'draft']);
  const row = await listed(({ total }) => total === 4);
  expect(row).toMatchObject({ subject: 'Ringing plan', count: 2, unread: 1, total: 4, draft: true, flagged: false, hasAttachment: false });
  expect(row.people).toEqual([{ name: 'Bea', address: 'bea@example.org', unread: true }, { name: 'Me', address: 'demo@example.org', unread: false }]);
  expect(row.id).toBe(row.messageIds.at(-1));
  const conversation = await opened(row.id, ({ total }) => total === 4);
  expect(places(conversation)).toEqual(['Inbox: Ringing plan', 'Sent: Re: Ringing plan', 'Inbox: Re: Ringing plan', 'Drafts: Re: Ringing plan (draft)']);
  expect(conversation.messages[2]!.copies.map(({ folder }) => folder.name)).toEqual(['Archive']);
  expect(conversation).toMatchObject({ subject: 'Ringing plan', deleted: 0, complete: true });
});

test('new mail, flags and removals patch it; what is in Trash is out unless asked for', async () => {
  await file('INBOX', mail('q1@x', 'Bea <bea@example.org>', 'Ringing plan', 1));
  const { id } = await listed(({ total }) => total === 1);
  await file('INBOX', mail('q2@x', 'Cy <cy@example.org>', 'Re: Ringing plan', 2, ['q1@x']), []);
  const two = await listed(({ count }) => count === 2);
  expect(two).toMatchObject({ id, unread: 1, messageIds: [two.messageIds[0], id] });
  await one.call('messages.setFlags', { messageIds: [two.messageIds[0]!], add: ['seen', 'flagged'], remove: [] });
  expect(await listed(({ flagged }) => flagged)).toMatchObject({ unread: 0 });
  expect((await opened(id, ({ messages }) => (messages[1]?.row.flags ?? 0) & FLAG.flagged ? true : false)).total).toBe(2);
  await one.call('messages.move', { messageIds: [id], to: { role: 'trash' } });
  await one.settled();
  await listed(({ count, id: now }) => count === 1 && now !== id);
  // Opened by the message that has gone: the others are still there.
  expect(places(await opened(two.messageIds[0]!, ({ total, deleted }) => total === 1 && deleted === 1))).toEqual(['Inbox: Re: Ringing plan']);
  expect(places(await opened(two.messageIds[0]!, ({ total }) => total === 2, true))).toEqual(['Trash: Ringing plan', 'Inbox: Re: Ringing plan']);
});

test('a renamed folder takes its conversations along, and one that is open stays', async () => {
  const { folderId } = await one.call('folders.create', { accountId: one.account, parentId: null, name: 'Ringing' });
  await one.settled();
  await file('Ringing', mail('r1@x', 'Bea <bea@example.org>', 'Ringing plan', 1));
  await file('Sent', mail('r2@x', 'Me <demo@example.org>', 'Re: Ringing plan', 2, ['r1@x']));
  const row = await listed(({ total }) => total === 2, 'Ringing plan', folderId);
  await one.call('folders.rename', { folderId, name: 'Rings' });
  await one.settled();
  const renamed = await listed(({ total }) => total === 2, 'Ringing plan', one.folder('Rings'));
  expect(renamed.count).toBe(1);
  for (const id of [row.id, renamed.id]) expect(places(await opened(id, ({ messages }) => messages[0]?.folder.name === 'Rings'))).toEqual(['Rings: Ringing plan', 'Sent: Re: Ringing plan']);
});

test('a renumbered folder: conversations are called the same, and open by the names they had', async () => {
  await file('INBOX', mail('s1@x', 'Bea <bea@example.org>', 'Ringing plan', 1));
  await file('INBOX', mail('s2@x', 'Cy <cy@example.org>', 'Re: Ringing plan', 2, ['s1@x']));
  const before = await listed(({ count }) => count === 2);
  one.demo.store.expunge('INBOX', [one.demo.store.messages()[0]!.uid]);
  one.demo.store.changeUidValidity('INBOX');
  const total = one.demo.store.messages().length;
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.harness.waitFor('messages.list', { folderId: one.inbox, from: 0, count: 200 }, ({ rows, syncing }) => !syncing && rows.length === total);
  expect(await listed(({ count }) => count === 2)).toMatchObject({ id: before.id, messageIds: before.messageIds, total: 2 });
  const { messages } = await opened(before.id, (value) => value.total === 2);
  expect(messages.map(({ row }) => row.id)).toEqual(before.messageIds.toReversed());
});

test('a conversation of nothing is empty, not wrong', async () => {
  const value = await opened(`1:99999@${one.inbox}` as MessageId, () => true);
  expect(value).toEqual({ subject: '', messages: [], total: 0, deleted: 0, complete: true });
});
