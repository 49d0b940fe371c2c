/** The simple mechanisms against the examples of their standards. */
import { expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import { oauthBearer, xoauth2 } from './bearer.ts';
import { bindingFor } from './binding.ts';
import { cram } from './cram.ts';
import { digestMd5 } from './digest-md5.ts';
import { external } from './external.ts';
import { delegateName, loginMechanism, plain } from './plain.ts';
import { identity, nonce } from '../../test/support/sasl-identity.ts';

const text = (octets: Buffer | null): string | undefined => octets?.toString('utf8');

test('PLAIN (RFC 4616 4), with and without an authorization identity', () => {
  expect(text(plain(identity('tim', 'tanstaaftanstaaf')).initial)).toBe('\0tim\0tanstaaftanstaaf');
  expect(text(plain(identity('Kurt', { kind: 'password', password: 'xipj3plmq', onBehalfOf: 'Ursel' })).initial)).toBe('Ursel\0Kurt\0xipj3plmq');
  expect(text(plain(identity('jürgen', 'p\r\nä')).initial)).toBe('\0jürgen\0p\r\nä');
  for (const [user, secret] of [['a\0b', 'x'], ['a', 'x\0'], ['', 'x']] as const) expect(() => plain(identity(user, secret))).toThrow(FailureError);
});

test('LOGIN says the name, the password and nothing more', async () => {
  const mechanism = loginMechanism(identity('tim', 'päss'));
  expect(mechanism.initial).toBeNull();
  expect(text(await mechanism.respond(Buffer.from('User Name')))).toBe('tim');
  expect(mechanism.proven).toBe(false);
  expect(() => mechanism.verified(null)).toThrow(/before/u);
  expect(text(await mechanism.respond(Buffer.from('Password')))).toBe('päss');
  expect(mechanism.proven).toBe(true);
  expect(() => mechanism.respond(Buffer.from('PIN'))).toThrow(/cannot be used/u);
});

test('the delegate forms of [MS-OXIMAP4] 2.2.2', () => {
  const of = (user: string): string => delegateName(identity(user, { kind: 'password', password: 'x', onBehalfOf: 'info' }));
  expect(of('EXAMPLE\\ann')).toBe('EXAMPLE/ann/info');
  expect(of('ann@example.com')).toBe('ann@example.com/info');
  expect(delegateName(identity('EXAMPLE\\ann', 'x'))).toBe('EXAMPLE\\ann');
});

test.each([
  ['CRAM-MD5', 'b913a602c7eda7a495b4e6e7334d3890'], // RFC 2195 2
  ['CRAM-SHA1', '8cb10ed0a8b764ab0e05125dd6eaa295f19b5943'], // Python's hmac
  ['CRAM-SHA256', 'f0011bbf7c1618ef90e3f18148e5eda4e15631c9c38ebef062bf7143ff72e944'],
] as const)('%s', async (name, digest) => {
  const mechanism = cram(name, identity('tim', 'tanstaaftanstaaf'));
  expect(text(await mechanism.respond(Buffer.from('<1896.697170952@postoffice.reston.mci.net>')))).toBe(`tim ${digest}`);
  expect(() => mechanism.respond(Buffer.from('again'))).toThrow(FailureError);
  expect(() => cram(name, identity('tim', 'x')).respond(Buffer.alloc(0))).toThrow(FailureError);
});

test('DIGEST-MD5 (RFC 2831 4), the server\'s answer included', async () => {
  const start = () => digestMd5(identity('chris', 'secret', { host: 'elwood.innosoft.com', random: nonce('OA6MHXh6VqTrRk') }));
  const challenge = Buffer.from('realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8');
  const mechanism = start();
  expect(text(await mechanism.respond(challenge))).toBe('charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",nc=00000001,cnonce="OA6MHXh6VqTrRk",digest-uri="imap/elwood.innosoft.com",response=d388dad90d4bbd760a152321f2143af7,qop=auth');
  expect(() => mechanism.verified(null)).toThrow(/could not prove/u);
  expect(await mechanism.respond(Buffer.from('rspauth=ea40f60335c427b5527b84dbabcdfffd'))).toHaveLength(0);
  mechanism.verified(null);
  const lied = start();
  await lied.respond(challenge);
  expect(() => lied.respond(Buffer.from('rspauth=ea40f60335c427b5527b84dbabcdfffe'))).toThrow(/could not prove/u);
  for (const wrong of ['qop="auth",algorithm=md5-sess', 'nonce="x",algorithm=md5-sess,qop="auth-conf"', 'nonce="x",algorithm=md5', '']) expect(() => start().respond(Buffer.from(wrong)), wrong).toThrow(/cannot be used/u);
});

test('OAUTHBEARER (RFC 7628 4.1) and its refusal (4.2)', async () => {
  const mechanism = oauthBearer(identity('user@example.com', { kind: 'token', token: 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==' }, { host: 'server.example.com', port: 143 }));
  expect(text(mechanism.initial)).toBe('n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01');
  expect(await mechanism.respond(Buffer.from('{"status":"invalid_token","scope":"example_scope","openid-configuration":"https://example.com/x"}'))).toEqual(Buffer.from([1]));
  expect(mechanism.refusal).toEqual({ about: 'credentials', detail: 'invalid_token, scope: example_scope, openid-configuration: https://example.com/x' });
  expect(() => mechanism.verified(null)).toThrow(FailureError);
  expect(text(oauthBearer(identity('a,b=c', { kind: 'token', token: 't' })).initial)).toContain('a=a=2Cb=3Dc,');
});

test('XOAUTH2, as Google publishes it; with delegation the mailbox is named', async () => {
  const token = 'vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==';
  const mechanism = xoauth2(identity('someuser@example.com', { kind: 'token', token }));
  expect(mechanism.initial?.toString('base64')).toBe('dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB2RjlkZnQ0cW1UYzJOdmIzUmxja0JoZEhSaGRtbHpkR0V1WTI5dENnPT0BAQ==');
  expect(await mechanism.respond(Buffer.from('{"status":"401"}'))).toHaveLength(0);
  expect(mechanism.refusal?.detail).toBe('401');
  expect(text(xoauth2(identity('a@example.com', { kind: 'token', token: 't', onBehalfOf: 'info@example.com' })).initial)).toMatch(/^user=info@/u);
  for (const wrong of ['', 'a b', 'a\x01b', 'a\r\nb', 'ä']) expect(() => xoauth2(identity('a', { kind: 'token', token: wrong })), wrong).toThrow(FailureError);
});

test('EXTERNAL names nobody unless somebody else is meant', () => {
  expect(external(identity('a', { kind: 'external' })).initial).toEqual(Buffer.alloc(0));
  expect(text(external(identity('a', { kind: 'external', onBehalfOf: 'b' })).initial)).toBe('b');
});

test('the channel binding of a line', () => {
  const [exporter, unique, serverEndPoint] = [Buffer.from('e'), Buffer.from('u'), Buffer.from('s')];
  expect(bindingFor(null)).toBeNull();
  expect(bindingFor({ protocol: 'TLSv1.3', exporter, unique, serverEndPoint })?.type).toBe('tls-exporter');
  expect(bindingFor({ protocol: 'TLSv1.2', exporter: null, unique, serverEndPoint })?.type).toBe('tls-unique');
  expect(bindingFor({ protocol: 'TLSv1.3', exporter: null, unique, serverEndPoint })?.type).toBe('tls-server-end-point');
  expect(bindingFor({ protocol: 'TLSv1.2', exporter: null, unique: null, serverEndPoint: null })).toBeNull();
});
