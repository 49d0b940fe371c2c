import { expect, test } from 'vitest';
import type { Command } from '../../../../main/imap/command.ts';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import { live, meet } from './life.ts';
import { mailutils } from './mailutils.ts';

test('a day on GNU mailutils: mechanisms that do not work are passed over, IDLE that never speaks is not used', async () => {
  const { server, session } = await meet(mailutils);
  const { folders } = await live(session, server);
  expect(session.serverKind).toBe('mailutils');
  expect(session.capabilities.has('IDLE')).toBe(false);
  expect(server.state.heard).not.toContain('IDLE');
  expect(folders.every(({ delimiter }) => delimiter === null)).toBe(true);
  expect(server.state.heard.findIndex((line) => line.startsWith('ID '))).toBeGreaterThan(server.state.heard.findIndex((line) => line.startsWith('AUTHENTICATE')));
});

test('* 1 EXPUNGED is an expunge', async () => {
  const { session } = await meet(mailutils);
  await session.select('INBOX');
  await session.uidStore([[1, 1]], { action: 'add', flags: ['\\Deleted'] });
  const news: MailboxNews[] = [];
  session.onNews((one) => void news.push(one));
  const plainExpunge: Command<void> = { name: 'EXPUNGE', lane: { kind: 'selected' }, parts: () => ['EXPUNGE'], done: () => undefined };
  await session.run(plainExpunge);
  expect(news).toContainEqual({ kind: 'expunge', sequence: 1 });
  expect(news).toContainEqual({ kind: 'exists', count: 2 });
});

test('flags are kept only when the mailbox is selected anew, so it is', async () => {
  const { server, session } = await meet(mailutils);
  await session.select('INBOX');
  await session.uidStore([[1, 1]], { action: 'add', flags: ['\\Flagged'] });
  const store = server.state.heard.findIndex((line) => line.startsWith('UID STORE'));
  expect(store).toBeGreaterThan(0);
  expect(server.state.heard[store + 1]).toBe('SELECT "INBOX"');
  expect(session.selected?.wireName).toBe('INBOX');
});
