/** Which ways to log in are tried, in which order, and which never. */
import { describe, expect, test } from 'vitest';
import { toFailure } from '../../shared/failure.ts';
import { identity } from '../../test/support/sasl-identity.ts';
import { chooseMethods, type ChoiceRules } from './choose.ts';
import type { Identity } from './credentials.ts';

const ALL = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'CRAM-SHA1', 'CRAM-SHA256', 'DIGEST-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-1-PLUS', 'scram-sha-256', 'SCRAM-SHA-256-PLUS', 'NTLM', 'EXTERNAL', 'XOAUTH2', 'OAUTHBEARER', 'ANONYMOUS', 'GSSAPI'];
const BOUND = { binding: { type: 'tls-exporter' as const, data: Buffer.from('x') } };
const names = (offered: readonly string[], who: Identity = identity('ann', 'x', BOUND), rules: ChoiceRules = {}, command = true): string[] =>
  chooseMethods({ mechanisms: offered, command }, who, rules).map(({ name }) => name);
const failureOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return toFailure(error);
  }
  throw new Error('there was no failure');
};

test('strongest first', () => {
  expect(names(ALL)).toEqual(['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-SHA256', 'CRAM-SHA1', 'CRAM-MD5', 'NTLM', 'PLAIN', 'LOGIN', 'command']);
  expect(names(ALL, identity('ann', 'x')).slice(0, 2)).toEqual(['SCRAM-SHA-256', 'SCRAM-SHA-1']);
  expect(names([], identity('ann', 'x'))).toEqual(['command']);
});

test('what a server offers in their place is told inert and bounded', () => {
  for (const known of [undefined, { mechanism: 'SCRAM-SHA-1', unusable: [] }]) {
    const { detail = '' } = failureOf(() => names([...(known ? ['PLAIN'] : []), 'GSSAPI', 'A\u202eB\u0007', ...Array.from({ length: 10_000 }, (_, at) => `X-${at}`)], identity('ann', 'x'), known ? { known } : {}, false));
    expect(detail).toContain('GSSAPI, A');
    expect(detail).not.toMatch(/[\u202e\u0007]/u);
    expect(detail.length).toBeLessThan(600);
  }
});

test('tokens and certificates have their own, and no others', () => {
  expect(names(ALL, identity('ann', { kind: 'token', token: 't' }, BOUND))).toEqual(['OAUTHBEARER', 'XOAUTH2']);
  expect(names(ALL, identity('ann', { kind: 'external' }, BOUND))).toEqual(['EXTERNAL']);
  expect(failureOf(() => names(ALL, identity('ann', { kind: 'external' }))).code).toBe('no-mechanism');
  expect(failureOf(() => names(['PLAIN'], identity('ann', { kind: 'token', token: 't' }))).code).toBe('no-mechanism');
});

test('DIGEST-MD5 only with nothing else, and only where it is allowed', () => {
  expect(failureOf(() => names(['DIGEST-MD5'], undefined, {}, false))).toMatchObject({ code: 'no-mechanism', detail: 'DIGEST-MD5' });
  expect(names(['DIGEST-MD5'], undefined, { allowDigestMd5: true }, false)).toEqual(['DIGEST-MD5']);
  expect(names(['DIGEST-MD5', 'PLAIN'], undefined, { allowDigestMd5: true }, false)).toEqual(['PLAIN']);
});

describe('what the account once had is the least (SEC-TLS-5)', () => {
  const after = (mechanism: string, ...unusable: string[]): ChoiceRules => ({ known: { mechanism, unusable } });
  test('weaker ones are not even listed', () => {
    expect(names(ALL, undefined, after('SCRAM-SHA-256'))).toEqual(['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256']);
    expect(names(ALL, undefined, after('CRAM-MD5'))).not.toContain('PLAIN');
    expect(names(ALL, undefined, after('PLAIN')).slice(-2)).toEqual(['LOGIN', 'command']);
  });
  test.each([[['PLAIN']], [['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM', 'DIGEST-MD5']], [[]]])('only %j left: nothing is sent, and it is said why', (offered) => {
    const failure = failureOf(() => names(offered, undefined, { ...after('SCRAM-SHA-1'), allowDigestMd5: true }));
    expect(failure).toMatchObject({ code: 'no-mechanism', message: expect.stringContaining('weaker') as string, detail: expect.stringContaining('before SCRAM-SHA-1') as string });
  });
  test('what a server refused is left out, unless nothing else is there', () => {
    expect(names(['SCRAM-SHA-256', 'PLAIN'], undefined, after('PLAIN', 'SCRAM-SHA-256'), false)).toEqual(['PLAIN']);
    expect(names(['SCRAM-SHA-256'], undefined, after('PLAIN', 'SCRAM-SHA-256'), false)).toEqual(['SCRAM-SHA-256']);
  });
});

test('somebody else\'s mail: only what can say whose', () => {
  const delegate = identity('ann', { kind: 'password', password: 'x', onBehalfOf: 'boss' }, BOUND);
  expect(names(ALL, delegate).filter((name) => !name.startsWith('SCRAM'))).toEqual(['PLAIN', 'LOGIN', 'command']);
  expect(names(['NTLM'], identity('EXAMPLE/ann/boss', 'x'))).toEqual(['command']);
});

test('SCRAM says whether it could have been bound', () => {
  const header = (offered: string[], who: Identity): string | undefined => chooseMethods({ mechanisms: offered, command: false }, who).find(({ name }) => name === 'SCRAM-SHA-256')?.start?.().initial?.toString().slice(0, 2);
  expect(header(['SCRAM-SHA-256'], identity('ann', 'x', BOUND))).toBe('y,');
  expect(header(['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'], identity('ann', 'x', BOUND))).toBe('n,');
  expect(header(['SCRAM-SHA-256'], identity('ann', 'x'))).toBe('n,');
});
