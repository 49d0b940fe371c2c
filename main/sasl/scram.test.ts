/** SCRAM against the examples of RFC 5802 and RFC 7677, and against servers that lie. */
import { describe, expect, test } from 'vitest';
import { FailureError, toFailure } from '../../shared/failure.ts';
import { scram } from './scram.ts';
import { identity, nonce } from '../../test/support/sasl-identity.ts';

const SHA1 = { first: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096', final: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=' };
const sha1 = () => scram('SCRAM-SHA-1', identity('user', 'pencil', { random: nonce('fyko+d2lbbFgONRv9qkxdawL') }), 'none');
const failureOf = async (work: Promise<unknown> | Buffer) => {
  try {
    await work;
  } catch (error) {
    return toFailure(error);
  }
  throw new Error('there was no failure');
};

test('SCRAM-SHA-1 (RFC 5802 5)', async () => {
  const mechanism = sha1();
  expect(mechanism.initial?.toString()).toBe('n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
  expect(mechanism.proven).toBe(false);
  expect((await mechanism.respond(Buffer.from(SHA1.first))).toString()).toBe('c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=');
  expect(mechanism.proven).toBe(true);
  expect(await mechanism.respond(Buffer.from(SHA1.final))).toHaveLength(0);
  mechanism.verified(null);
});

test('SCRAM-SHA-256 (RFC 7677 3); the signature may come with the success', async () => {
  const mechanism = scram('SCRAM-SHA-256', identity('user', 'pencil', { random: nonce('rOprNGfwEbeRWgbNEkqO') }), 'none');
  expect((await mechanism.respond(Buffer.from('r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'))).toString()).toBe('c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=');
  expect(() => mechanism.verified(null)).toThrow(/could not prove/u);
  mechanism.verified(Buffer.from('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='));
});

test('names are escaped, and the header says what is bound', () => {
  const binding = { type: 'tls-exporter' as const, data: Buffer.from('xyz') };
  const with_ = (use: 'bind' | 'unoffered' | 'none', onBehalfOf = ''): string | undefined =>
    scram('SCRAM-SHA-256-PLUS', identity('a=b,c', { kind: 'password', password: 'x', onBehalfOf }, { binding, random: nonce('N') }), use).initial?.toString();
  expect(with_('bind')).toBe('p=tls-exporter,,n=a=3Db=2Cc,r=N');
  expect(with_('unoffered')).toBe('y,,n=a=3Db=2Cc,r=N');
  expect(with_('none', 'boss,')).toBe('n,a=boss=2C,n=a=3Db=2Cc,r=N');
});

test('the binding is part of what is proven', async () => {
  const bound = scram('SCRAM-SHA-1-PLUS', identity('user', 'pencil', { binding: { type: 'tls-unique', data: Buffer.from('finished') }, random: nonce('fyko+d2lbbFgONRv9qkxdawL') }), 'bind');
  const answer = (await bound.respond(Buffer.from(SHA1.first))).toString();
  expect(Buffer.from(/^c=([^,]+)/u.exec(answer)?.[1] ?? '', 'base64').toString()).toBe('p=tls-unique,,finished');
  expect((await failureOf(bound.respond(Buffer.from(SHA1.final)))).code).toBe('protocol');
});

describe('a server that lies', () => {
  test.each([
    ['our nonce is missing', 'r=XXXX+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096', 'protocol'],
    ['our nonce alone', 'r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096', 'protocol'],
    ['too few iterations', 'r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=1', 'unsupported'],
    ['a flood of iterations', 'r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=2147483647', 'unsupported'],
    ['not a number', 'r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096e9', 'unsupported'],
    ['no salt', 'r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=,i=4096', 'unsupported'],
    ['an extension that must be understood', 'm=x,r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096', 'unsupported'],
    ['nothing', '', 'unsupported'],
  ])('%s', async (_, first, code) => {
    const mechanism = sha1();
    expect((await failureOf(mechanism.respond(Buffer.from(first)))).code).toBe(code);
    expect(mechanism.proven).toBe(false);
  });

  test.each(['v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'v=', '', 'x=rmF9pqV8S7suAoZWja4dJRkFsKQ=', 'v=rmF9pqV8S7suAoZWja4dJRkFsKQAAA=='])('signature %j', async (final) => {
    const mechanism = sha1();
    await mechanism.respond(Buffer.from(SHA1.first));
    expect((await failureOf(mechanism.respond(Buffer.from(final)))).code).toBe('protocol');
    expect(() => mechanism.verified(null)).toThrow(FailureError);
  });

  test.each([['invalid-proof', 'credentials'], ['unknown-user', 'credentials'], ['channel-binding-not-supported', 'mechanism'], ['other-error', 'mechanism']])('e=%s is told', async (word, about) => {
    const mechanism = sha1();
    await mechanism.respond(Buffer.from(SHA1.first));
    expect(await mechanism.respond(Buffer.from(`e=${word}`))).toHaveLength(0);
    expect(mechanism.refusal).toEqual({ about, detail: word });
    expect(() => mechanism.verified(null)).toThrow(/could not prove/u);
  });

  test('what it offered did not reach us as it was sent', async () => {
    const mechanism = sha1();
    await mechanism.respond(Buffer.from(SHA1.first));
    expect((await failureOf(mechanism.respond(Buffer.from('e=server-does-support-channel-binding')))).code).toBe('protocol');
  });
});
