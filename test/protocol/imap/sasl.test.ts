/** Every mechanism over IMAP, right and wrong, and what a failed one leads to. */
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../main/sasl/credentials.ts';
import { transcript } from '../../../main/imap/transcript.ts';
import { ANN, playLogins, type LoginScript } from './sasl-script.ts';
import { failureOf, opened, serve } from './setup.ts';

const token: Credentials = { kind: 'token', token: 'a.valid-token' };
const credentials = (password: string): Credentials => ({ kind: 'password', password });

/** Opens a session against the script; the logins heard are in `heard`. */
async function logIn(script: LoginScript, more: Parameters<typeof opened>[1] = {}, extras: Parameters<typeof opened>[2] = {}) {
  const server = await serve((line) => playLogins(line, script).catch((error: unknown) => {
    if (!/hung up/u.test(String(error))) throw error;
  }));
  const commands = (): string[] => server.heard.filter((text) => /^g\d+ /u.test(text)).map((text) => text.replace(/^g\d+ (?:AUTHENTICATE )?/u, '').split(' ')[0] ?? '');
  return { session: opened(server, more, extras), commands, done: () => server.done() };
}

describe.each([['with', ['SASL-IR']], ['without', []]])('%s initial responses', (_, extra) => {
  test.each([
    ['PLAIN', {}], ['LOGIN', {}], ['CRAM-MD5', {}], ['CRAM-SHA1', {}], ['CRAM-SHA256', {}], ['SCRAM-SHA-1', {}], ['SCRAM-SHA-256', {}],
    ['NTLM', {}], ['DIGEST-MD5', { allowDigestMd5: true }], ['OAUTHBEARER', { credentials: token }], ['XOAUTH2', { credentials: token }],
  ])('%s', async (mechanism, more) => {
    const log = transcript();
    const { session, commands, done } = await logIn({ offered: [`AUTH=${mechanism}`, 'LOGINDISABLED', ...extra] }, more, { transcript: log });
    const open = await session;
    expect(open.login).toEqual({ mechanism, unusable: [] });
    expect(open.capabilities.list).toEqual(['IMAP4REV1', 'IDLE']);
    expect(commands()).toEqual([mechanism]);
    const text = log.lines().join('\n');
    expect(text).toMatch(/C: g\d+ AUTHENTICATE/u);
    for (const secret of ['secret', 'valid-token', ...['secret', '\0alice\0secret', 'a.valid-token'].map((one) => Buffer.from(one).toString('base64'))]) expect(text).not.toContain(secret);
    await done();
  });

  test.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'NTLM', 'DIGEST-MD5'])('%s with a wrong password: refused once', async (mechanism) => {
    const { session, commands } = await logIn({ offered: [`AUTH=${mechanism}`, 'LOGINDISABLED', ...extra] }, { credentials: credentials('wrong'), allowDigestMd5: true });
    expect(await failureOf(session)).toMatchObject({ code: 'authentication', detail: 'Authentication failed.', step: 'imap-login', responseCode: 'AUTHENTICATIONFAILED' });
    expect(commands()).toEqual([mechanism]);
  });

  test.each(['OAUTHBEARER', 'XOAUTH2'])('%s with an old token: the reason is kept, and the other is not tried', async (mechanism) => {
    const { session, commands } = await logIn({ offered: ['AUTH=OAUTHBEARER', 'AUTH=XOAUTH2', ...extra].filter((atom) => mechanism !== 'XOAUTH2' || atom !== 'AUTH=OAUTHBEARER') }, { credentials: { kind: 'token', token: 'old' } });
    expect(await failureOf(session)).toMatchObject({ code: 'authentication', detail: '401, schemes: bearer, scope: mail: Authentication failed.' });
    expect(commands()).toEqual([mechanism]);
  });
});

describe('a proof that is refused', () => {
  const offered = ['SASL-IR', 'AUTH=SCRAM-SHA-256', 'AUTH=SCRAM-SHA-1', 'AUTH=CRAM-MD5', 'AUTH=PLAIN'];

  test('a server with nothing stored for proofs: the third way is PLAIN, and that is kept', async () => {
    const no = 'NO [AUTHENTICATIONFAILED] Authentication failed.';
    const { session, commands } = await logIn({ offered, refuse: { 'SCRAM-SHA-256': no, 'SCRAM-SHA-1': no, 'CRAM-MD5': no } });
    expect((await session).login).toEqual({ mechanism: 'PLAIN', unusable: ['CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256'] });
    expect(commands()).toEqual(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN']);
  });

  test('what is known is not tried again', async () => {
    const { session, commands } = await logIn({ offered }, { knownLogin: { mechanism: 'PLAIN', unusable: ['CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256'] } });
    await session;
    expect(commands()).toEqual(['PLAIN']);
  });

  test('a wrong password is shown once on a first login, and never once a proof has worked', async () => {
    const first = await logIn({ offered }, { credentials: credentials('wrong') });
    expect((await failureOf(first.session)).code).toBe('authentication');
    expect(first.commands()).toEqual(['SCRAM-SHA-256', 'PLAIN']);
    const later = await logIn({ offered }, { credentials: credentials('wrong'), knownLogin: { mechanism: 'SCRAM-SHA-256', unusable: [] } });
    expect((await failureOf(later.session)).code).toBe('authentication');
    expect(later.commands()).toEqual(['SCRAM-SHA-256']);
  });

  test('the line is cut behind the refusal: it is the password, not the line', async () => {
    const server = await serve(async (line) => {
      line.send(`* OK [CAPABILITY IMAP4rev1 ${offered.join(' ')}] hi\r\n`);
      const tag = await line.command(/^AUTHENTICATE SCRAM-SHA-256 /u);
      line.send(`${tag} NO Login failed\r\n`);
      line.end();
    });
    expect(await failureOf(opened(server))).toMatchObject({ code: 'authentication', detail: 'Login failed' });
  });
});

describe('a mechanism that is announced and cannot be used', () => {
  test.each(['BAD unknown', 'NO [CANNOT] not here', 'NO Unsupported authentication mechanism'])('%s: the next one', async (answer) => {
    const { session, commands } = await logIn({ offered: ['SASL-IR', 'AUTH=SCRAM-SHA-256', 'AUTH=CRAM-MD5'], refuse: { 'SCRAM-SHA-256': answer } });
    expect((await session).login).toEqual({ mechanism: 'CRAM-MD5', unusable: ['SCRAM-SHA-256'] });
    expect(commands()).toEqual(['SCRAM-SHA-256', 'CRAM-MD5']);
  });

  test.each([['no base64', { raw: 'not base64!' }], ['nonsense', { raw: 'bm9uc2Vuc2U=' }], ['too few iterations', { iterations: 100 }], ['a flood of iterations', { iterations: 2_100_000 }]])('%s: cancelled, and the next one', async (_, faults) => {
    const { session, commands } = await logIn({ offered: ['AUTH=SCRAM-SHA-1', 'AUTH=PLAIN', 'SASL-IR'], faults: { ...faults }, ...('raw' in faults ? { refuse: { PLAIN: 'NO no' } } : {}) });
    const outcome = await session.then(({ login }) => login?.mechanism, () => 'refused');
    expect(outcome).toBe('raw' in faults ? 'refused' : 'PLAIN');
    expect(commands()).toEqual(['SCRAM-SHA-1', 'PLAIN']);
  });

  test('three attempts and no more', async () => {
    const offered = ['AUTH=SCRAM-SHA-256', 'AUTH=SCRAM-SHA-1', 'AUTH=CRAM-SHA256', 'AUTH=CRAM-MD5', 'AUTH=NTLM', 'LOGINDISABLED'];
    const { session, commands } = await logIn({ offered, refuse: Object.fromEntries(offered.map((atom) => [atom.slice(5), 'BAD no'])) });
    expect((await failureOf(session)).code).toBe('server-bad');
    expect(commands()).toHaveLength(3);
  });
});

describe('a server that is not what it says', () => {
  test.each([
    ['SCRAM-SHA-256', { signature: 'wrong' }], ['SCRAM-SHA-256', { signature: 'missing' }], ['SCRAM-SHA-1', { nonce: 'foreign' }], ['SCRAM-SHA-1', { nonce: 'bare' }],
    ['DIGEST-MD5', { signature: 'wrong' }], ['DIGEST-MD5', { signature: 'missing' }],
  ] as const)('%s, %j: nothing more is said to it', async (mechanism, faults) => {
    const offered = [`AUTH=${mechanism}`, 'SASL-IR', ...(mechanism === 'DIGEST-MD5' ? ['LOGINDISABLED'] : ['AUTH=PLAIN'])];
    const { session, commands } = await logIn({ offered, faults }, { allowDigestMd5: true });
    expect(await failureOf(session)).toMatchObject({ code: 'protocol', step: 'imap-login', message: expect.stringMatching(/could not prove/u) as string });
    expect(commands()).toEqual([mechanism]);
  });

  test.each([[['AUTH=PLAIN']], [['AUTH=CRAM-MD5', 'AUTH=NTLM', 'AUTH=DIGEST-MD5', 'AUTH=PLAIN']], [[]]])('the list was stronger once, now %j: nothing is sent (SEC-TLS-5)', async (offered) => {
    const { session, commands } = await logIn({ offered }, { knownLogin: { mechanism: 'SCRAM-SHA-1', unusable: [] }, allowDigestMd5: true });
    expect(await failureOf(session)).toMatchObject({ code: 'no-mechanism', message: expect.stringMatching(/weaker/u) as string });
    expect(commands()).toEqual([]);
  });

  test('URLAUTH=BINARY is no mechanism', async () => {
    const { session } = await logIn({ offered: ['URLAUTH=BINARY', 'LOGINDISABLED'] });
    expect(await failureOf(session)).toMatchObject({ code: 'no-mechanism', detail: 'none' });
  });
});

test('a flood of challenges is cancelled once and then the line is cut', async () => {
  const server = await serve(async (line) => {
    line.send('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] hi\r\n');
    await line.command('AUTHENTICATE PLAIN');
    line.send('+ \r\n'.repeat(5000));
    await line.hungUp();
  });
  expect(await failureOf(opened(server))).toMatchObject({ code: 'protocol', step: 'imap-login' });
  expect(server.heard.filter((text) => text === '*').length).toBeLessThanOrEqual(1);
});

test.each([['OEM', { unicode: false }], ['sealed by a MIC', { time: true }]])('NTLM, %s', async (_, ntlm) => {
  const { session } = await logIn({ offered: ['AUTH=NTLM', 'LOGINDISABLED'], faults: { ntlm } });
  expect((await session).login?.mechanism).toBe('NTLM');
});

test('mail of somebody else, where only LOGIN is left: the form of Exchange', async () => {
  const server = await serve((line) => playLogins(line, { offered: ['AUTH=NTLM', 'AUTH=CRAM-MD5'], account: { ...ANN, user: 'EXAMPLE/alice/boss' } }));
  const session = await opened(server, { credentials: { kind: 'password', password: 'secret', onBehalfOf: 'boss' }, server: { host: '127.0.0.1', port: server.port, security: 'none', user: 'EXAMPLE\\alice' } });
  expect(session.login?.mechanism).toBe('command');
  expect(server.heard[0]).toMatch(/ LOGIN "EXAMPLE\/alice\/boss" "secret"$/u);
});
