import { expect, test } from 'vitest';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import { failureOf } from '../setup.ts';
import { dovecot, TOO_MANY } from './dovecot.ts';
import { connectTo, live, meet, serveProfile } from './life.ts';

test('a day on Dovecot: placeholders are no address, names are not quoted', async () => {
  const { server, session } = await meet(dovecot);
  const { rows, folders } = await live(session, server);
  expect(session.serverKind).toBe('dovecot');
  expect(rows[0]!.envelope?.from[0]?.[1]).toBe('');
  expect(folders.find(({ name }) => name === 'Virtual')?.attributes).toContain('\\NonExistent');
  expect(folders.find(({ name }) => name === 'INBOX')?.status?.messages).toBe(3);
});

test('expunges in any order are told as they come', async () => {
  const { session } = await meet(dovecot);
  await session.select('INBOX');
  const news: MailboxNews[] = [];
  session.onNews((one) => void news.push(one));
  await session.uidExpunge([[1, 3]]);
  expect(news.flatMap((one) => (one.kind === 'expunge' ? [one.sequence] : []))).toEqual([2, 1, 1]);
});

test('too many connections of one user is throttling, although UNAVAILABLE', async () => {
  const server = await serveProfile(dovecot, ({ name }) => (name === 'AUTHENTICATE' ? TOO_MANY : undefined));
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'throttled', responseCode: 'UNAVAILABLE' });
});
