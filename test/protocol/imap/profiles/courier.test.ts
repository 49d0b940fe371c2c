import { expect, test } from 'vitest';
import type { Command } from '../../../../main/imap/command.ts';
import { getQuotaRoot } from '../../../../main/imap/commands/get-quota-root.ts';
import { failureOf } from '../setup.ts';
import { courier } from './courier.ts';
import { connectTo, live, meet, rowsOf, serveProfile } from './life.ts';

test('a day on Courier: everything under INBOX., header names quoted, no UIDNEXT', async () => {
  const { server, session } = await meet(courier);
  const { inbox, rows } = await live(session, server, 'INBOX.Archive');
  expect(session.serverKind).toBe('courier');
  expect(inbox.uidNext).toBe(0);
  expect(rows[0]!.header).toContain('<m1@example.org>');
  expect(server.state.heard.some((line) => line.startsWith('ID '))).toBe(false);
});

test('FLAGS and EXISTS again after an EXPUNGE are no surprise', async () => {
  const { session } = await meet(courier);
  await session.select('INBOX');
  await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Deleted'] });
  await session.uidExpunge([[2, 2]]);
  expect((await rowsOf(session, { flags: true })).map(({ uid }) => uid)).toEqual([1, 3]);
});

test('over quota without OVERQUOTA, and a stray NO behind it', async () => {
  const { session } = await meet(courier);
  expect(await failureOf(session.append('INBOX.Trash', Buffer.from('Subject: x\r\n\r\ny'), { flags: [] }))).toMatchObject({ code: 'over-quota' });
  await session.noop();
});

test('an unknown command is NO, not BAD; the session goes on', async () => {
  const { session } = await meet(courier);
  const frobnicate: Command<void> = { name: 'FROBNICATE', lane: { kind: 'alone' }, parts: () => ['FROBNICATE'], done: () => undefined };
  expect(await failureOf(session.run(frobnicate))).toMatchObject({ code: 'server-no' });
  await session.noop();
});

test('more than MAXPERIP connections: hung up without a word', async () => {
  const server = await serveProfile(courier, ({ name, line, server: { open } }) => {
    if (name !== 'GREETING' || open.size < 2) return undefined;
    line.end();
    return 'gone';
  });
  await connectTo(server);
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'connection-lost', step: 'imap-connect' });
});

test('a quota root without a list is one without limits', async () => {
  const { session } = await meet(courier);
  const answer = await session.run(getQuotaRoot('INBOX'));
  expect(JSON.stringify(answer)).toContain('"ROOT"');
});
