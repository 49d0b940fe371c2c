/** Logging in to a real Dovecot in the ways that need more than a file of passwords. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import type { Session, SessionOptions } from '../../main/imap/session.ts';
import { METHODS } from '../../main/sasl/strength.ts';
import { HASHED, MASTER, startDovecotLogins, type DovecotLogins } from '../support/dovecot-logins.ts';
import { describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';

describeWith(dovecotRequirement, 'logging in to Dovecot', () => {
  let logins: DovecotLogins;
  const sessions: Session[] = [];

  beforeAll(async () => {
    logins = await startDovecotLogins();
  });
  afterAll(async () => {
    for (const session of sessions) session.destroy();
    await logins.dovecot.stop();
  });

  const open = async (user: string, more: Partial<SessionOptions>): Promise<Session> => {
    const { ports, tls } = logins.dovecot;
    const session = await openSession({
      server: { host: 'localhost', port: ports.imaps, security: 'tls', user },
      credentials: { kind: 'password', password: 'alice-pw' },
      plainConfirmed: false, extraCertificates: [tls.caPem], deadlineMs: 20_000, silenceMs: 20_000, clientId: { name: 'Godwit' }, ...more,
    });
    sessions.push(session);
    return session;
  };
  const only = (...names: string[]) => METHODS.filter((name) => !names.includes(name)).map((name) => `AUTH=${name}`);
  const password = (secret: string, onBehalfOf = '') => ({ kind: 'password' as const, password: secret, onBehalfOf });

  /** Whose mail it is: a mark appended by the owner is there. */
  const mark = async (user: string, secret: string): Promise<void> => {
    const session = await open(user, { credentials: password(secret) });
    await session.append('INBOX', Buffer.from(`Subject: mail of ${user}\r\n\r\n.\r\n`), { flags: [] });
  };
  const isMailOf = async (session: Session, user: string): Promise<boolean> => {
    await session.select('INBOX');
    return (await session.uidSearch({ header: { field: 'Subject', value: `mail of ${user}` } })).length > 0;
  };

  test('the strongest without being told', async () => {
    expect((await open('alice', {})).login).toEqual({ mechanism: 'SCRAM-SHA-256', unusable: [] });
  });

  test('NTLM, through the helper', async () => {
    const ntlm = { mask: only('NTLM'), knownLogin: { mechanism: 'NTLM', unusable: [] } };
    expect((await open('alice', ntlm)).login?.mechanism).toBe('NTLM');
    expect((await open('EXAMPLE\\alice', ntlm)).login?.mechanism).toBe('NTLM');
    await expect(open('alice', { ...ntlm, credentials: password('wrong') })).rejects.toMatchObject({ failure: { code: 'authentication' } });
  });

  test.each(['OAUTHBEARER', 'XOAUTH2'])('%s: a valid token, an old one, somebody else\'s', async (mechanism) => {
    const mask = only(mechanism);
    expect((await open('alice', { mask, credentials: { kind: 'token', token: logins.token('alice') } })).login).toEqual({ mechanism, unusable: [] });
    for (const token of [logins.token('alice', -60), 'nonsense', logins.token('bob')]) {
      await expect(open('alice', { mask, credentials: { kind: 'token', token } })).rejects.toMatchObject({ failure: { code: 'authentication', step: 'imap-login' } });
    }
    const refused = await open('alice', { mask, credentials: { kind: 'token', token: logins.token('alice', -60) } }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ failure: { detail: expect.stringMatching(/invalid_token|401/u) as string } });
  });

  test('EXTERNAL: the certificate says who it is; without one it is refused', async () => {
    const clientCertificate = await logins.clientCertificate('alice');
    const session = await open('alice', { clientCertificate, credentials: { kind: 'external' } });
    expect(session.login?.mechanism).toBe('EXTERNAL');
    await expect(open('alice', { credentials: { kind: 'external' } })).rejects.toMatchObject({ failure: { step: 'imap-login' } });
  });

  test.each(['PLAIN', 'SCRAM-SHA-256', 'DIGEST-MD5'])('mail of somebody else, by %s', async (mechanism) => {
    await mark('bob', 'bob-pw');
    const session = await open(MASTER.name, { mask: only(mechanism), knownLogin: { mechanism, unusable: [] }, allowDigestMd5: true, credentials: password(MASTER.password, 'bob') });
    expect(session.login?.mechanism).toBe(mechanism);
    expect(await isMailOf(session, 'bob')).toBe(true);
    await expect(open('alice', { mask: only(mechanism), knownLogin: { mechanism, unusable: [] }, allowDigestMd5: true, credentials: password('alice-pw', 'bob') })).rejects.toMatchObject({ failure: { step: 'imap-login' } });
  });

  test('only a hash is kept: proofs are refused, PLAIN lets in, and the next time it is the first', async () => {
    const session = await open(HASHED.name, { credentials: password(HASHED.password) });
    expect(session.login?.mechanism).toBe('PLAIN');
    expect(session.login?.unusable).toContain('SCRAM-SHA-256');
    const before = logins.dovecot.logs().length;
    await open(HASHED.name, { credentials: password(HASHED.password), ...(session.login && { knownLogin: session.login }) });
    expect(logins.dovecot.logs().slice(before)).not.toMatch(/auth failed|Password mismatch|Requested .* scheme/iu);
  });

  test('a wrong password is refused twice at most', async () => {
    const before = logins.dovecot.logs().length;
    await expect(open('alice', { credentials: password('wrong') })).rejects.toMatchObject({ failure: { code: 'authentication', responseCode: 'AUTHENTICATIONFAILED' } });
    expect(logins.dovecot.logs().slice(before).match(/Password mismatch|password mismatch/giu)?.length ?? 0).toBeLessThanOrEqual(2);
  });
});
