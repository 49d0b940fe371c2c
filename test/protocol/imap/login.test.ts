/** Greeting and login: round trips, refusals, mechanisms, and the password staying where it is safe. */
import { describe, expect, test } from 'vitest';
import { openSession } from '../../../main/imap/open-session.ts';
import { transcript } from '../../../main/imap/transcript.ts';
import { CAPABILITIES, failureOf, opened, optionsFor, PLAIN, playLogin, serve } from './setup.ts';

describe('greeting and login', () => {
  test('two round trips where the server says all it can', async () => {
    const server = await serve(async (line) => {
      line.send(`* OK [CAPABILITY ${CAPABILITIES} ID AUTH=PLAIN] hi\r\n`);
      const tag = await line.command(`AUTHENTICATE PLAIN ${PLAIN}`);
      line.send(`${tag} OK [CAPABILITY ${CAPABILITIES} ID] in\r\n`);
      const id = await line.command('ID ("name" "Godwit")');
      const enable = await line.command('ENABLE CONDSTORE');
      line.send(`* ID NIL\r\n${id} OK\r\n* ENABLED CONDSTORE\r\n${enable} OK\r\n`);
      await line.hungUp();
    });
    const session = await opened(server);
    expect(session.capabilities.has('IDLE')).toBe(true);
    expect(session.capabilities.has('AUTH=PLAIN')).toBe(false);
    session.destroy();
    await server.done();
  });

  test('a bare greeting: asks for capabilities before and after; LOGIN where there is no PLAIN', async () => {
    const server = await serve(async (line) => {
      line.send('* OK hello\r\n');
      let tag = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1 AUTH=XX\r\n${tag} OK done\r\n`);
      tag = await line.command('LOGIN "alice" "se\\"c\\\\ret"');
      line.send(`${tag} OK in\r\n`);
      tag = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1 IDLE\r\n${tag} OK done\r\n`);
    });
    const session = await opened(server, { credentials: { kind: 'password', password: 'se"c\\ret' } });
    expect(session.capabilities.list).toEqual(['IMAP4REV1', 'IDLE']);
    await server.done();
  });

  test('PLAIN without initial response waits for the challenge; a second one is answered with *', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] hi\r\n');
      const tag = await line.command('AUTHENTICATE PLAIN');
      line.send('+ \r\n');
      await line.expect(PLAIN);
      line.send('+ bW9yZQ==\r\n');
      await line.expect('*');
      line.send(`${tag} BAD cancelled\r\n`);
    });
    expect(await failureOf(opened(server))).toMatchObject({ code: 'no-mechanism', step: 'imap-login' });
    await server.done();
  });

  test('a capability list between login and its OK counts (Gmail)', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n');
      const tag = await line.command(/^AUTHENTICATE PLAIN /u);
      line.send(`* CAPABILITY IMAP4rev1 MOVE\r\n${tag} OK in\r\n`);
    });
    expect((await opened(server)).capabilities.list).toEqual(['IMAP4REV1', 'MOVE']);
    await server.done();
  });

  test('a password that is not ASCII goes as a literal in LOGIN', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 LITERAL+] hi\r\n');
      const header = await line.expect(/^(\S+) LOGIN "alice" \{(\d+)\+\}$/u);
      expect((await line.literal(Number(header[2]))).toString('utf8')).toBe('pässword');
      await line.expect('');
      line.send(`${header[1]} OK [CAPABILITY IMAP4rev1] in\r\n`);
    });
    await opened(server, { credentials: { kind: 'password', password: 'pässword' } });
    await server.done();
  });

  const refusal = (answer: string): Promise<Awaited<ReturnType<typeof failureOf>>> =>
    serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR LOGINDISABLED AUTH=PLAIN] hi\r\n');
      const tag = await line.command(/^AUTHENTICATE PLAIN /u);
      line.send(answer.replace('TAG', tag));
      await line.hungUp();
    }).then((server) => failureOf(opened(server)));

  test.each([
    ['TAG NO [AUTHENTICATIONFAILED] Wrong\u0007 password.\r\n', { code: 'authentication', detail: 'Wrong password.', responseCode: 'AUTHENTICATIONFAILED', step: 'imap-login' }],
    ['TAG NO Login failed\r\n', { code: 'authentication', detail: 'Login failed' }],
    ['TAG NO [UNAVAILABLE] try later\r\n', { code: 'server-no', responseCode: 'UNAVAILABLE' }],
    ['TAG NO [LIMIT] no\r\n', { code: 'throttled' }],
    ['TAG NO [ALERT] Too many simultaneous connections. (Failure)\r\n', { code: 'throttled' }],
    ['TAG BAD what\r\n', { code: 'server-bad' }],
    ['* BYE Auth process broken\r\n', { code: 'server-bye', step: 'imap-login', detail: 'Auth process broken' }],
  ])('%s', async (answer, expected) => {
    expect(await refusal(answer)).toMatchObject(expected);
  });

  test.each([
    ['* BYE Too many connections\r\n', { code: 'throttled', step: 'imap-connect' }],
    ['* BYE going down\r\n', { code: 'server-bye' }],
    ['* NO Intrusion prevention active\r\n', { code: 'throttled', detail: 'Intrusion prevention active' }],
    ['220 mail.example.org ESMTP\r\n', { code: 'protocol' }],
    ['HTTP/1.1 400 Bad Request\r\n\r\n', { code: 'protocol' }],
    ['+ go\r\n', { code: 'protocol' }],
    ['* 4 EXISTS\r\n', { code: 'protocol' }],
    ['\x16\x03\x01\x02\x00\x01\n', { code: 'protocol' }],
  ])('greeting %j', async (greeting, expected) => {
    const server = await serve(async (line) => {
      line.send(greeting);
      await line.hungUp();
    });
    expect(await failureOf(opened(server))).toMatchObject(expected);
    expect(server.heard).toEqual([]);
  });

  test('a greeting that never comes is a timeout, within the one deadline', async () => {
    const server = await serve((line) => line.hungUp());
    expect(await failureOf(opened(server, { deadlineMs: 150 }))).toMatchObject({ code: 'timeout', step: 'imap-connect' });
  });

  test('hanging up instead of greeting is connection-lost', async () => {
    const server = await serve(async (line) => line.end());
    expect(await failureOf(opened(server))).toMatchObject({ code: 'connection-lost' });
  });

  test('an abort ends it at once, before and during', async () => {
    const server = await serve((line) => line.hungUp());
    const control = new AbortController();
    const opening = failureOf(opened(server, { signal: control.signal }));
    setTimeout(() => control.abort(), 50);
    expect((await opening).code).toBe('cancelled');
    expect((await failureOf(opened(server, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
  });
});

describe('the password', () => {
  test('never leaves over an unprotected line unless confirmed', async () => {
    const options = { ...optionsFor(1), server: { host: 'mail.example.org', port: 143, security: 'none' as const, user: 'alice' } };
    expect(await failureOf(openSession(options))).toMatchObject({ code: 'unprotected' });
    for (const host of ['localhost.example.org', '127.0.0.1.example.org', '10.0.0.1', '0.0.0.0', '::2', '128.0.0.1']) {
      expect((await failureOf(openSession({ ...options, server: { ...options.server, host } }))).code).toBe('unprotected');
    }
  });

  test('LOGINDISABLED without PLAIN: nothing is tried', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] hi\r\n');
      await line.hungUp();
    });
    expect(await failureOf(opened(server))).toMatchObject({ code: 'no-mechanism', detail: 'GSSAPI' });
    expect(server.heard).toEqual([]);
  });

  test('with NUL, or with CR or LF in LOGIN, is refused before anything is sent', async () => {
    for (const [capabilities, password] of [['AUTH=PLAIN', 'a\0b'], ['X', 'a\r\nb LOGOUT'], ['X', 'a\0']] as const) {
      const server = await serve(async (line) => {
        line.send(`* OK [CAPABILITY IMAP4rev1 SASL-IR ${capabilities}] hi\r\n`);
        await line.hungUp();
      });
      expect((await failureOf(opened(server, { credentials: { kind: 'password', password } }))).code).toBe('invalid-input');
      expect(server.heard).toEqual([]);
    }
  });

  test('is in no transcript', async () => {
    for (const capabilities of ['IMAP4rev1 AUTH=PLAIN SASL-IR', 'IMAP4rev1 AUTH=PLAIN', 'IMAP4rev1']) {
      const server = await serve(async (line) => {
        line.send(`* OK [CAPABILITY ${capabilities}] hi\r\n`);
        const tag = await line.command(/^(?:AUTHENTICATE|LOGIN)/u);
        if (capabilities === 'IMAP4rev1 AUTH=PLAIN') {
          line.send('+ \r\n');
          await line.line();
        }
        line.send(`${tag} OK [CAPABILITY IMAP4rev1] in\r\n`);
      });
      const log = transcript();
      await opened(server, {}, { transcript: log });
      const text = log.lines().join('\n');
      expect(text).toMatch(/C: g\d+ (?:AUTHENTICATE|LOGIN)/u);
      expect(text).not.toContain('secret');
      expect(text).not.toContain(PLAIN);
    }
  });
});

test('PREAUTH on a line that needs no encryption is a session', async () => {
  const server = await serve(async (line) => line.send('* PREAUTH [CAPABILITY IMAP4rev1 IDLE] welcome\r\n'));
  expect((await opened(server)).capabilities.has('IDLE')).toBe(true);
  expect(server.heard).toEqual([]);
});

test('an ALERT is handed over as inert text', async () => {
  const alerts: string[] = [];
  const server = await serve(async (line) => {
    await playLogin(line, 'IMAP4rev1 SASL-IR');
    const tag = await line.command('NOOP');
    line.send(`* OK [ALERT] Quota\u0007 \u001b[31m is nearly\tfull\r\n${tag} OK\r\n`);
  });
  const session = await opened(server, { onAlert: (text) => alerts.push(text) });
  await session.noop();
  expect(alerts).toEqual(['Quota [31m is nearly full']);
});
