/** Challenges of any kind: a mechanism answers or refuses with a Failure, and nothing else ever comes out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import { identity } from '../../test/support/sasl-identity.ts';
import { chooseMethods } from './choose.ts';
import { Exchange } from './exchange.ts';
import { METHODS } from './strength.ts';

const pieces = fc.constantFrom('r=', 's=', 'i=4096', 'v=', 'e=', ',', '=', '"', '\\', 'nonce="x"', 'realm="', 'qop=auth', 'algorithm=md5-sess', 'rspauth=', 'NTLMSSP\0', '\x02\0\0\0', '{"status":"', '}', 'qqqqqqqqqqqqqqqqqqqqqqqq', 'qqqqqqqqqqqqqqqqqqqqqqqqx');
const octets = fc.oneof(fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), fc.array(pieces, { maxLength: 20 }).map((parts) => Buffer.from(parts.join(''), 'latin1')));
const challenge = fc.oneof({ weight: 4, arbitrary: octets.map((bytes) => bytes.toString('base64')) }, fc.string({ maxLength: 50 }));

const start = (name: string): Exchange => {
  const credentials = name.endsWith('BEARER') || name === 'XOAUTH2' ? { kind: 'token' as const, token: 't' } : name === 'EXTERNAL' ? { kind: 'external' as const } : { kind: 'password' as const, password: 'x' };
  const who = identity('ann', credentials, { binding: { type: 'tls-exporter', data: Buffer.from('x') } });
  const [method] = chooseMethods({ mechanisms: [name], command: false }, who, { allowDigestMd5: true });
  return new Exchange(method!.start!());
};

describe.each(METHODS.filter((name) => name !== 'command'))('%s', (name) => {
  test('whatever it is asked', async () => {
    await fc.assert(fc.asyncProperty(fc.array(challenge, { maxLength: 6 }), async (challenges) => {
      const exchange = start(name);
      exchange.initial();
      for (const text of challenges) {
        const answer = await exchange.answer(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(FailureError);
          return null;
        });
        // One line of base64, or nothing at all.
        expect(answer === null || answer === '*' || /^[A-Za-z0-9+/=]*$/u.test(answer)).toBe(true);
      }
      if (!name.startsWith('SCRAM') && name !== 'DIGEST-MD5') return;
      expect(() => exchange.succeeded()).toThrow(FailureError);
    }), { numRuns: 300, seed: 20261121 });
  });
});
