import { describe, expect, test } from 'vitest';
import { namespace } from '../../../../main/imap/commands/namespace.ts';
import { failureOf } from '../setup.ts';
import { communigate, fastmail, icewarp, mirapoint, mirapointProxy, SHUT_OUT } from './gateways.ts';
import { connectTo, live, meet, serveProfile } from './life.ts';

describe('a day on', () => {
  test('CommuniGate Pro: untagged NO is only words, UIDNEXT 0 is not known', async () => {
    const { server, session } = await meet(communigate);
    const { inbox } = await live(session, server);
    expect(session.serverKind).toBe('communigate');
    expect(inbox.uidNext).toBe(0);
  });
  test.each([['Mirapoint', mirapoint], ['its proxy', mirapointProxy]])('%s: capabilities of the store behind, known after the login only', async (_, profile) => {
    const { server, session } = await meet(profile);
    await live(session, server, 'INBOX.Archive');
    expect(session.serverKind).toBe('mirapoint');
    expect(session.capabilities.has('UIDPLUS')).toBe(true);
    expect(server.state.heard.filter((line) => line === 'CAPABILITY')).toHaveLength(2);
  });
  test('Merak, now IceWarp', async () => {
    const { server, session } = await meet(icewarp);
    await live(session, server);
    expect(session.serverKind).toBe('icewarp');
  });
  test('Fastmail', async () => {
    const { server, session } = await meet(fastmail);
    const { appended } = await live(session, server);
    expect(appended).toEqual({ uidValidity: 7, uid: 1 });
    expect(session.enabled.has('CONDSTORE')).toBe(true);
  });
});

test('Merak greets with NO whom it has shut out: not for good, and no wrong password', async () => {
  const server = await serveProfile({ ...icewarp, greeting: SHUT_OUT });
  expect(await failureOf(connectTo(server))).toMatchObject({ code: 'throttled', step: 'imap-connect', detail: 'LOGOUT Intrusion prevention active' });
  expect(server.state.heard).toEqual([]);
});

test('sohu calls its NAMESPACE answer CAPABILITY: what it can do stays known (MailKit #2006)', async () => {
  const { session } = await meet({ ...communigate, answers: { ...communigate.answers, NAMESPACE: '* CAPABILITY (("" "/")) NIL NIL\r\nTAG OK completed' } });
  expect((await session.run(namespace())).personal).toEqual([{ prefix: '', delimiter: '/' }]);
  expect(session.capabilities.has('UIDPLUS')).toBe(true);
});
