/** Every mechanism over SMTP (RFC 4954), chosen by the same rules as for IMAP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Credentials } from '../../../main/sasl/credentials.ts';
import { verify, type SubmissionOptions } from '../../../main/smtp/submission.ts';
import { FailureError, type Failure } from '../../../shared/failure.ts';
import { makeCertificates, type Certificates } from '../../support/certificates.ts';
import { startSmtpScript, type RunningScript, type SmtpScript } from '../../support/smtp-script.ts';

const ACCOUNT = { user: 'ann@example.org', password: 'secret', token: 'a.valid-token' };
const password = (secret: string): Credentials => ({ kind: 'password', password: secret });
const token = (secret: string): Credentials => ({ kind: 'token', token: secret });

let directory = '';
let certificates: Certificates;
const running: RunningScript[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-smtp-login-'));
  certificates = await makeCertificates(directory);
});
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

async function start(mechanisms: string, script: SmtpScript = {}): Promise<RunningScript> {
  const server = await startSmtpScript({ auth: `AUTH ${mechanisms}`, sasl: { account: ACCOUNT }, ...script });
  running.push(server);
  return server;
}

const options = (server: RunningScript, more: Partial<SubmissionOptions> = {}): SubmissionOptions => ({
  server: { host: '127.0.0.1', port: server.port, security: 'none', user: ACCOUNT.user },
  credentials: password('secret'), plainConfirmed: false, extraCertificates: [certificates.caPem], deadlineMs: 5000, ...more,
});
const tried = (server: RunningScript): string[] => server.lines.filter((line) => line.startsWith('AUTH ')).map((line) => line.split(' ')[1] ?? '');
const failureOf = (run: Promise<unknown>): Promise<Failure> => run.then(
  () => { throw new Error('was expected to fail'); },
  (error: unknown) => { if (error instanceof FailureError) return error.failure; throw error; },
);

describe.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'CRAM-SHA1', 'CRAM-SHA256', 'NTLM', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'DIGEST-MD5'])('%s', (mechanism) => {
  test('right', async () => {
    const server = await start(`GSSAPI ${mechanism}`);
    expect(await verify(options(server, { allowDigestMd5: true }))).toEqual({ mechanism, unusable: [] });
    expect(tried(server)).toEqual([mechanism]);
  });
  test('wrong: refused once, in the server\'s words', async () => {
    const server = await start(mechanism);
    expect(await failureOf(verify(options(server, { credentials: password('wrong'), allowDigestMd5: true })))).toMatchObject({ code: 'authentication', step: 'smtp-login', detail: 'Bad credentials', responseCode: '5.7.8' });
    expect(tried(server)).toEqual([mechanism]);
  });
});

describe.each(['OAUTHBEARER', 'XOAUTH2'])('%s', (mechanism) => {
  test('right', async () => {
    expect(await verify(options(await start(mechanism), { credentials: token('a.valid-token') }))).toEqual({ mechanism, unusable: [] });
  });
  test('an old token, with the reason', async () => {
    expect(await failureOf(verify(options(await start(`${mechanism} PLAIN`), { credentials: token('old') })))).toMatchObject({ code: 'authentication', detail: '401, schemes: bearer, scope: mail: Bad credentials' });
  });
  test('a long one waits to be asked for (RFC 4954 4)', async () => {
    const long = 'x'.repeat(2000);
    const server = await start(mechanism, { sasl: { account: { ...ACCOUNT, token: long } } });
    await verify(options(server, { credentials: token(long) }));
    expect(server.lines).toContain(`AUTH ${mechanism}`);
  });
});

test('EXTERNAL over TLS, with an empty answer as =', async () => {
  const server = await start('EXTERNAL', { tls: true, certificate: certificates });
  const { port } = server;
  expect(await verify(options(server, { credentials: { kind: 'external' }, server: { host: '127.0.0.1', port, security: 'tls', user: ACCOUNT.user } }))).toMatchObject({ mechanism: 'EXTERNAL' });
  expect(server.lines).toContain('AUTH EXTERNAL =');
});

test('AUTH= of old servers is understood', async () => {
  const server = await start('', { auth: 'AUTH=LOGIN PLAIN' });
  expect(await verify(options(server))).toMatchObject({ mechanism: 'PLAIN' });
});

test('a proof is refused: PLAIN once, and that is kept; where a proof has worked before, never', async () => {
  const reply = { AUTH: (line: string) => (line.includes('SCRAM') ? '535 5.7.8 no' : null) };
  const first = await start('SCRAM-SHA-256 PLAIN', { reply });
  expect(await verify(options(first))).toEqual({ mechanism: 'PLAIN', unusable: ['SCRAM-SHA-256'] });
  const later = await start('SCRAM-SHA-256 PLAIN', { reply });
  expect((await failureOf(verify(options(later, { knownLogin: { mechanism: 'SCRAM-SHA-256', unusable: [] } })))).code).toBe('authentication');
  expect(tried(later)).toEqual(['SCRAM-SHA-256']);
});

test('the line is cut behind the refusal: it is the password, not the line', async () => {
  let attempts = 0;
  const server = await start('SCRAM-SHA-256 PLAIN', { reply: { AUTH: () => (attempts++ === 0 ? '535 5.7.8 no' : 'cut') } });
  expect(await failureOf(verify(options(server)))).toMatchObject({ code: 'authentication', detail: 'no' });
});

test.each(['504 5.5.4 unknown', '501 5.5.2 what', '535 5.7.8 authentication mechanism unavailable'])('%s: the next one', async (answer) => {
  const server = await start('SCRAM-SHA-1 CRAM-MD5', { reply: { AUTH: (line) => (line.includes('SCRAM') ? answer : null) } });
  expect(await verify(options(server))).toEqual({ mechanism: 'CRAM-MD5', unusable: ['SCRAM-SHA-1'] });
});

test.each([{ signature: 'wrong' }, { signature: 'missing' }, { nonce: 'foreign' }] as const)('a server that lies (%j) hears nothing more', async (faults) => {
  const server = await start('SCRAM-SHA-256 PLAIN', { sasl: { account: ACCOUNT, faults } });
  expect(await failureOf(verify(options(server)))).toMatchObject({ code: 'protocol', step: 'smtp-login' });
  expect(tried(server)).toEqual(['SCRAM-SHA-256']);
});

test('weaker than before: nothing is sent (SEC-TLS-5)', async () => {
  const server = await start('PLAIN LOGIN CRAM-MD5 NTLM DIGEST-MD5');
  expect(await failureOf(verify(options(server, { knownLogin: { mechanism: 'SCRAM-SHA-1', unusable: [] }, allowDigestMd5: true })))).toMatchObject({ code: 'no-mechanism', step: 'smtp-login' });
  expect(tried(server)).toEqual([]);
});

test('neither yes nor no is no answer', async () => {
  const server = await start('CRAM-MD5 PLAIN', { reply: { AUTH: '250 2.0.0 ok' } });
  expect(await failureOf(verify(options(server)))).toMatchObject({ code: 'protocol', step: 'smtp-login' });
  expect(tried(server)).toEqual(['CRAM-MD5']);
});
