import { expect, test } from 'vitest';
import { mostConnections } from '../../../../main/imap/quirks/by-kind.ts';
import { mentionsLostLock } from '../../../../main/imap/quirks/limits.ts';
import { connectTo, live, meet } from './life.ts';
import { uw } from './uw.ts';

test('a day on UW imapd: no delimiter, quoted bodies, FETCH after .SILENT, words in IDLE', async () => {
  const { server, session } = await meet(uw);
  const { folders, texts, news } = await live(session, server);
  expect(session.serverKind).toBe('uw');
  expect(folders.every(({ delimiter }) => delimiter === null)).toBe(true);
  expect(texts).toEqual(['Text of 1.', 'Text of 2.']);
  expect(news.map(({ kind }) => kind)).toContain('exists');
  expect(server.state.heard.some((line) => line.startsWith('ID '))).toBe(false);
});

test('a second SELECT takes the mailbox from the first: known, and one connection is all that is used', async () => {
  const { server, session } = await meet(uw);
  await session.select('INBOX');
  const second = await connectTo(server);
  expect((await second.select('INBOX')).exists).toBe(2);
  const reason = await session.closed;
  expect(reason).toMatchObject({ code: 'server-bye' });
  expect(mentionsLostLock(reason.detail ?? '')).toBe(true);
  expect(mostConnections(second.serverKind)).toBe(1);
});
