import { expect, test } from 'vitest';
import { live, meet } from './life.ts';
import { proton } from './proton.ts';

test('a day on Proton Mail Bridge', async () => {
  const { server, session } = await meet(proton);
  const { folders } = await live(session, server);
  expect(session.serverKind).toBe('proton');
  expect(folders.find(({ name }) => name === 'All Mail')?.attributes).toContain('\\All');
});

test('another UIDVALIDITY after an upgrade is seen at the next SELECT', async () => {
  const { server, session } = await meet(proton);
  expect((await session.select('INBOX')).uidValidity).toBe(7);
  server.state.mailboxes.get('INBOX')!.uidValidity = 8;
  expect((await session.select('INBOX')).uidValidity).toBe(8);
});
