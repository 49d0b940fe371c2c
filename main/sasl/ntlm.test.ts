/** NTLM against the examples of [MS-NLMP] 4.2 and RFC 1320, and against challenges that are none. */
import { describe, expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import { md4 } from './md4.ts';
import { namesDelegate, ntlm, ntlmName, ntlmv2, ntowfv2 } from './ntlm.ts';
import { AV, FLAG, writePairs } from './ntlm-messages.ts';
import { identity } from '../../test/support/sasl-identity.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const INFO = writePairs([{ id: 2, value: utf16('Domain') }, { id: 1, value: utf16('Server') }]);
const KEY = ntowfv2('User', 'Domain', 'Password');

test('MD4 (RFC 1320 A.5)', () => {
  expect(md4(Buffer.from('')).toString('hex')).toBe('31d6cfe0d16ae931b73c59d7e0c089c0');
  expect(md4(Buffer.from('abc')).toString('hex')).toBe('a448017aaf21d8525fc10ae87aa6729d');
  expect(md4(Buffer.from('message digest')).toString('hex')).toBe('d9130a8164549fe818874806e1c7014b');
  expect(md4(Buffer.from('12345678901234567890123456789012345678901234567890123456789012345678901234567890')).toString('hex')).toBe('e33b4ddc9c38f2199c3e7b164fcc0536');
});

test('NTLMv2 ([MS-NLMP] 4.2.4)', () => {
  expect(md4(utf16('Password')).toString('hex')).toBe('a4f49c406510bdcab6824ee7c30fd852');
  expect(KEY.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  const { nt, lm, sessionKey } = ntlmv2({ key: KEY, serverNonce: Buffer.from('0123456789abcdef', 'hex'), clientNonce: Buffer.alloc(8, 0xaa), time: Buffer.alloc(8), targetInfo: INFO });
  expect(nt.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
  expect(lm.toString('hex')).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  expect(sessionKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
});

function challenge(flags: number, info: Buffer | null): Buffer {
  const message = Buffer.alloc(48);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(flags >>> 0, 20);
  Buffer.from('0123456789abcdef', 'hex').copy(message, 24);
  message.writeUInt16LE(info?.length ?? 0, 40);
  message.writeUInt32LE(48, 44);
  return Buffer.concat([message, info ?? Buffer.alloc(0)]);
}

const field = (message: Buffer, at: number): Buffer => message.subarray(message.readUInt32LE(at + 4), message.readUInt32LE(at + 4) + message.readUInt16LE(at));

describe('the exchange', () => {
  test('Unicode, with target information and no time: no MIC', async () => {
    const mechanism = ntlm(identity('Domain\\User', 'Password'), () => -11_644_473_600_000);
    expect(mechanism.initial?.subarray(0, 12).toString('latin1')).toBe('NTLMSSP\0\x01\0\0\0');
    const answer = await mechanism.respond(challenge(FLAG.unicode | FLAG.ntlm | FLAG.targetInfo, INFO));
    expect(field(answer, 28)).toEqual(utf16('Domain'));
    expect(field(answer, 36)).toEqual(utf16('User'));
    expect(field(answer, 20).subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(answer.readUInt32LE(60) & (FLAG.unicode | FLAG.oem)).toBe(FLAG.unicode);
    expect(answer.readUInt32LE(32)).toBe(72);
  });

  test('OEM and nothing else (Cyrus SASL)', async () => {
    const answer = await ntlm(identity('alice', 'x')).respond(challenge(FLAG.oem | FLAG.ntlm, null).subarray(0, 32));
    expect(field(answer, 36).toString('latin1')).toBe('alice');
    expect(answer.readUInt32LE(60) & (FLAG.unicode | FLAG.oem)).toBe(FLAG.oem);
  });

  test('with the server\'s time: sealed by a MIC over all three messages, and no LM answer', async () => {
    const time = Buffer.from('0011223344556677', 'hex');
    const mechanism = ntlm(identity('Domain\\User', 'Password'));
    const asked = challenge(FLAG.unicode | FLAG.targetInfo, writePairs([{ id: 2, value: utf16('Domain') }, { id: AV.timestamp, value: time }]));
    const answer = Buffer.from(await mechanism.respond(asked));
    const nt = field(answer, 20);
    expect(nt.subarray(24, 32)).toEqual(time);
    expect(nt.includes(Buffer.from([6, 0, 4, 0, 2, 0, 0, 0]))).toBe(true);
    expect(field(answer, 12)).toEqual(Buffer.alloc(24));
    const mic = Buffer.from(answer.subarray(72, 88));
    answer.fill(0, 72, 88);
    const sessionKey = createHmac('md5', KEY).update(nt.subarray(0, 16)).digest();
    expect(mic).toEqual(createHmac('md5', sessionKey).update(Buffer.concat([mechanism.initial ?? Buffer.alloc(0), asked, answer])).digest());
  });

  test.each([Buffer.alloc(0), Buffer.from('NTLMSSP\0'), Buffer.alloc(64), challenge(FLAG.targetInfo, INFO).subarray(0, 60)])('what is none is refused (%#)', (octets) => {
    expect(() => ntlm(identity('alice', 'x')).respond(octets)).toThrow(/cannot be used/u);
  });
});

test('user names', () => {
  expect(ntlmName('EXAMPLE\\ann')).toEqual({ domain: 'EXAMPLE', user: 'ann' });
  expect(ntlmName('EXAMPLE/ann')).toEqual({ domain: 'EXAMPLE', user: 'ann' });
  expect(ntlmName('ann@example.com')).toEqual({ domain: '', user: 'ann@example.com' });
  expect(['EXAMPLE/ann/info', 'ann@example.com/info', 'EXAMPLE\\ann/info'].every(namesDelegate)).toBe(true);
  expect(['EXAMPLE\\ann', 'EXAMPLE/ann', 'ann', 'ann@example.com'].some(namesDelegate)).toBe(false);
});
