/** Logging in to a real submission server (Dovecot's) over STARTTLS, by every mechanism. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Credentials } from '../../main/sasl/credentials.ts';
import { verify, type SubmissionOptions } from '../../main/smtp/submission.ts';
import { startDovecotLogins, type DovecotLogins } from '../support/dovecot-logins.ts';
import { all, describeWith, dovecot, type Requirement } from '../support/requires.ts';
import { startSmtpScript, type RunningScript } from '../support/smtp-script.ts';

const submission: Requirement = { missing: () => (existsSync('/usr/lib/dovecot/submission-login') ? null : 'Debian, Ubuntu: apt-get install dovecot-submissiond') };

describeWith(all(dovecot, submission), 'logging in to Dovecot\'s submission service', () => {
  let logins: DovecotLogins;
  let relay: RunningScript;

  beforeAll(async () => {
    relay = await startSmtpScript();
    logins = await startDovecotLogins(relay.port);
  });
  afterAll(async () => {
    await logins.dovecot.stop();
    await relay.stop();
  });

  const check = (credentials: Credentials, more: Partial<SubmissionOptions> = {}) => verify({
    server: { host: 'localhost', port: logins.submission, security: 'starttls', user: 'alice' },
    credentials, plainConfirmed: false, extraCertificates: [logins.dovecot.tls.caPem], deadlineMs: 20_000, ...more,
  });
  const password = (secret: string): Credentials => ({ kind: 'password', password: secret });
  /** What is left when everything stronger has been refused before. */
  const only = (mechanism: string) => ({ knownLogin: { mechanism, unusable: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'NTLM', 'PLAIN', 'LOGIN'].filter((name) => name !== mechanism) } });

  test.each(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'NTLM', 'PLAIN', 'LOGIN'])('%s', async (mechanism) => {
    expect((await check(password('alice-pw'), only(mechanism)))?.mechanism).toBe(mechanism);
    await expect(check(password('wrong'), only(mechanism))).rejects.toMatchObject({ failure: { code: 'authentication', step: 'smtp-login' } });
  });

  test('tokens: a valid one, and an old one with the reason', async () => {
    expect((await check({ kind: 'token', token: logins.token('alice') }))?.mechanism).toBe('OAUTHBEARER');
    await expect(check({ kind: 'token', token: logins.token('alice', -60) })).rejects.toMatchObject({ failure: { code: 'authentication', detail: expect.stringMatching(/invalid_token|401/u) as string } });
  });

  test('a client certificate', async () => {
    expect((await check({ kind: 'external' }, { clientCertificate: await logins.clientCertificate('alice') }))?.mechanism).toBe('EXTERNAL');
  });
});
