import { expect, test } from 'vitest';
import { mechanisms } from '../../../../main/imap/capabilities.ts';
import { failureOf } from '../setup.ts';
import { cyrus, OLD_LIST } from './cyrus.ts';
import { live, meet } from './life.ts';

test('a day on Cyrus: attributes in lower case, URLAUTH=BINARY is no mechanism', async () => {
  const { server, session } = await meet(cyrus);
  const { folders } = await live(session, server);
  expect(session.serverKind).toBe('cyrus');
  expect(folders.find(({ name }) => name === 'Sent')?.attributes.map((name) => name.toLowerCase())).toContain('\\sent');
  expect(folders[0]!.status?.messages).toBe(2);
  expect(mechanisms(session.capabilities)).not.toContain('BINARY');
  expect(server.state.heard.find((line) => line.startsWith('AUTHENTICATE'))).toMatch(/^AUTHENTICATE SCRAM-SHA-256/u);
});

test('octets that are no text in a STATUS nobody asked for: the session goes on', async () => {
  const { session } = await meet(cyrus);
  await session.noop();
  await session.noop();
});

test('a text search without an untagged answer found nothing; of all messages there is no such answer', async () => {
  const { session } = await meet(cyrus);
  await session.select('INBOX');
  expect(await session.uidSearch({ text: 'nowhere' })).toEqual([]);
  const mute = await meet(cyrus, {}, ({ name }) => (name === 'UID SEARCH' ? 'TAG OK Completed' : undefined));
  await mute.session.select('INBOX');
  expect(await failureOf(mute.session.uidSearch({ all: true }))).toMatchObject({ code: 'protocol' });
});

test('LIST-EXTENDED answered BAD: the plain LIST', async () => {
  const { session } = await meet(cyrus, {}, ({ name, args }) => (name === 'LIST' && args.includes('RETURN') ? OLD_LIST : undefined));
  expect((await session.list()).map(({ name }) => name)).toEqual(['INBOX', 'Archive', 'Sent']);
});

test('over quota without a code', async () => {
  const { session } = await meet(cyrus);
  expect(await failureOf(session.append('Sent', Buffer.from('Subject: x\r\n\r\ny'), { flags: [] }))).toMatchObject({ code: 'over-quota' });
});
