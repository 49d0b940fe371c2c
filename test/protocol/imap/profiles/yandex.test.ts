import { expect, test } from 'vitest';
import { failureOf } from '../setup.ts';
import { connectTo, live, meet, serveProfile } from './life.ts';
import { yandex } from './yandex.ts';

test('a day on Yandex: XLIST is left alone', async () => {
  const { server, session } = await meet(yandex);
  const { folders } = await live(session, server);
  expect(session.serverKind).toBe('yandex');
  expect(session.capabilities.has('XLIST')).toBe(false);
  expect(server.state.heard.some((line) => line.startsWith('XLIST'))).toBe(false);
  expect(folders.every(({ delimiter }) => delimiter === '|')).toBe(true);
  expect(folders.find(({ name }) => name === 'Sent')?.attributes).toContain('\\Sent');
});

test('IMAP switched off in the settings is told in the server\'s words', async () => {
  const server = await serveProfile(yandex, ({ name }) => (name === 'AUTHENTICATE' || name === 'LOGIN' ? 'TAG NO [AUTHENTICATIONFAILED] AUTHENTICATE IMAP is disabled, enable it in the mail settings' : undefined));
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'authentication', detail: expect.stringContaining('IMAP is disabled') as string });
});
