import { expect, test } from 'vitest';
import { isFailure } from '../../../../shared/failure.ts';
import { failureOf } from '../setup.ts';
import { exchange, exchange2003, NOT_CONNECTED, THROTTLED, UNAVAILABLE } from './exchange.ts';
import { connectTo, live, meet, rowsOf, serveProfile } from './life.ts';

test('a day on Exchange Online', async () => {
  const { server, session } = await meet(exchange);
  const { inbox, rows } = await live(session, server);
  expect(session.serverKind).toBe('exchange');
  expect(inbox.permanentFlags).toEqual(['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$MDNSent']);
  expect(rows[0]!.size).toBeGreaterThan(1300);
  // The size is no promise: what comes is all there is.
  const [row] = await rowsOf(session, { sections: [{ section: '', offset: 0, length: 100_000 }] }, [[3, 3]]);
  expect(row!.sections?.get('')?.toString()).toContain('Text of 3.');
});

test('a throttled login tells how long to wait', async () => {
  const server = await serveProfile(exchange, ({ name }) => (name === 'AUTHENTICATE' ? THROTTLED : undefined));
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'throttled', retryAfterMs: 299_961, step: 'imap-login' });
});

test('a mailbox that went away behind the session ends it, and may be tried again', async () => {
  const { session } = await meet(exchange, {}, ({ name }) => (name === 'SELECT' ? NOT_CONNECTED : undefined));
  expect(await failureOf(session.select('INBOX'))).toMatchObject({ code: 'server-bye' });
  expect(await session.closed).toMatchObject({ code: 'server-bye', detail: 'User is authenticated but not connected.' });
});

test('a message that cannot be had is refused, not misunderstood', async () => {
  const { session } = await meet(exchange, {}, ({ name, args }) => (name === 'UID FETCH' && args.startsWith('4 ') ? UNAVAILABLE : undefined));
  await session.select('INBOX');
  const refused = await rowsOf(session, { size: true }, [[4, 4]]).catch((error: unknown) => error);
  expect(isFailure(refused, 'server-no')).toBe(true);
  expect((await rowsOf(session, { size: true }, [[7, 7]])).map(({ uid }) => uid)).toEqual([7]);
});

test('Exchange 2003: a stray line is no response', async () => {
  const { server, session } = await meet(exchange2003);
  await live(session, server);
  expect(session.serverKind).toBe('exchange');
});

test('Exchange 2003 lets in by NTLM, right passwords only, and the password never travels', async () => {
  const { server, session } = await meet(exchange2003);
  expect(session.login).toMatchObject({ mechanism: 'NTLM' });
  expect(server.heard.some((line) => / AUTHENTICATE NTLM$/u.test(line))).toBe(true);
  expect(server.heard.some((line) => / LOGIN /u.test(line))).toBe(false);
  // An account that has logged in by proof does not show its password when one is refused.
  const again = connectTo(server, { credentials: { kind: 'password', password: 'wrong' }, knownLogin: { mechanism: 'NTLM', unusable: [] } });
  expect(await failureOf(again)).toMatchObject({ code: 'authentication', step: 'imap-login' });
  expect(server.heard.some((line) => / LOGIN /u.test(line))).toBe(false);
});

test('never more than it takes are on their way', async () => {
  let most = 0;
  const { session } = await meet(exchange, {}, async ({ name, line }) => {
    if (name === 'STATUS') {
      await new Promise((resolve) => setTimeout(resolve, 1));
      most = Math.max(most, 1 + line.waiting('STATUS'));
    }
    return undefined;
  });
  await Promise.all(Array.from({ length: 100 }, (_, at) => session.status(`Folder ${at}`).catch(() => undefined)));
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThan(25);
});
