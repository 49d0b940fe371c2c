import { expect, test } from 'vitest';
import { failureOf } from '../setup.ts';
import { connectTo, live, meet, serveProfile } from './life.ts';
import { CROWDED, gmail } from './gmail.ts';

test('a day on Gmail', async () => {
  const { server, session } = await meet(gmail);
  const { rows, folders } = await live(session, server);
  expect(session.serverKind).toBe('gmail');
  expect(session.capabilities.has('MOVE')).toBe(true);
  expect(rows[0]!.flags).toEqual(['\\Seen', 'NonJunk', '[Gmail]/odd]flag']);
  expect(folders.find(({ name }) => name === '[Gmail]/All Mail')?.attributes).toContain('\\All');
  expect(server.state.heard.filter((line) => line.startsWith('CAPABILITY'))).toHaveLength(1);
});

test('a bracket in a flag does not end the list of flags that can be kept', async () => {
  const { session } = await meet(gmail);
  expect((await session.select('INBOX')).permanentFlags).toEqual(['\\Seen', '[Gmail]/odd]flag', '\\*']);
});

test('one connection too many is no wrong password', async () => {
  const server = await serveProfile(gmail, ({ name, server: { open } }) => (name === 'AUTHENTICATE' && open.size > 1 ? CROWDED : undefined));
  await connectTo(server);
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'throttled', step: 'imap-login' });
});
