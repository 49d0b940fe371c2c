import { expect, test } from 'vitest';
import type { Command } from '../../../../main/imap/command.ts';
import { failureOf } from '../setup.ts';
import { binc } from './binc.ts';
import { live, meet } from './life.ts';

const frobnicate: Command<void> = { name: 'FROBNICATE', lane: { kind: 'alone' }, parts: () => ['FROBNICATE'], done: () => undefined };

test('a day on Binc IMAP: nothing is asked that is not announced, the UID comes last, the zone is GMT', async () => {
  const { server, session } = await meet(binc);
  const { inbox, rows, texts } = await live(session, server, 'INBOX/Archive');
  expect(session.serverKind).toBe('binc');
  expect(inbox.readOnly).toBe(false);
  expect(rows[0]!.internalDate).toBe(Date.UTC(2026, 10, 20, 10, 1));
  expect(texts).toEqual(['Text of 1.\r\n', 'Text of 2.\r\n']);
  expect(server.state.heard.filter((line) => /^(?:ID|ENABLE|NAMESPACE|IDLE|UNSELECT)\b/u.test(line))).toEqual([]);
  expect(await session.status('INBOX/Empty')).toMatchObject({ messages: 0, uidNext: 0 });
});

test('a command that is never answered with its tag is refused all the same', async () => {
  const { session } = await meet(binc, { silenceMs: 500 });
  expect(await failureOf(session.run(frobnicate))).toMatchObject({ code: 'unsupported' });
  await session.noop();
});

test('one that is never answered at all is a timeout of the session', async () => {
  const { session } = await meet({ ...binc, unknown: () => null }, { silenceMs: 100 });
  expect(await failureOf(session.run(frobnicate))).toMatchObject({ code: 'timeout' });
  expect((await session.closed).code).toBe('timeout');
});

test('a charset it does not know is refused, not answered with nothing', async () => {
  const { session } = await meet(binc);
  await session.select('INBOX');
  expect(await failureOf(session.uidSearch({ text: 'Prüfung' }))).toMatchObject({ code: 'unsupported', responseCode: 'BADCHARSET' });
});
