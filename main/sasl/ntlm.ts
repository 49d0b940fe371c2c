/** NTLM as a SASL mechanism ([MS-NLMP], [MS-OXIMAP4] 2.2.1), with NTLMv2 answers only. */
import { createHmac } from 'node:crypto';
import { secretOf, type Identity } from './credentials.ts';
import { md4 } from './md4.ts';
import { unusable, type Mechanism } from './mechanism.ts';
import { authenticateMessage, AV, FLAG, MIC_AT, negotiateMessage, OFFERED, readChallenge, writePairs, type AvPair } from './ntlm-messages.ts';

const hmac = (key: Buffer, ...parts: Buffer[]): Buffer => {
  const mac = createHmac('md5', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** `now`: milliseconds since 1970, for servers that send no time of their own. */
export function ntlm(identity: Identity, now: () => number = Date.now): Mechanism {
  const password = secretOf(identity, 'password');
  const { domain, user } = ntlmName(identity.user);
  const negotiate = negotiateMessage();
  let sent = false;
  return {
    name: 'NTLM', initial: negotiate, refusal: null,
    get proven() { return sent; },
    respond(challenge) {
      if (sent) throw unusable('NTLM', 'one question too many');
      const { flags, nonce, targetInfo } = readChallenge(challenge);
      const time = targetInfo?.find(({ id }) => id === AV.timestamp)?.value ?? null;
      const info = time === null ? targetInfo ?? [] : withMicFlag(targetInfo ?? []);
      const key = ntowfv2(user, domain, password);
      const own = identity.random(8);
      const { nt, lm, sessionKey } = ntlmv2({ key, serverNonce: nonce, clientNonce: own, time: time ?? fileTime(now()), targetInfo: writePairs(info) });
      const unicode = (flags & FLAG.unicode) !== 0;
      const encode = (text: string): Buffer => (unicode ? utf16(text) : Buffer.from(text, 'latin1'));
      const answer = authenticateMessage({
        flags: (flags & OFFERED & ~(unicode ? FLAG.oem : FLAG.unicode)) >>> 0,
        lm: time === null ? lm : Buffer.alloc(24), nt,
        domain: encode(domain), user: encode(user), workstation: Buffer.alloc(0), withMic: time !== null,
      });
      if (time !== null) hmac(sessionKey, negotiate, challenge, answer).copy(answer, MIC_AT);
      sent = true;
      return answer;
    },
    verified() {
      if (!sent) throw unusable('NTLM', 'accepted before it was answered');
    },
  };
}

/**
 * `DOMAIN\user` and `domain/user` are taken apart, `user@domain` is left whole.
 * The delegate forms of [MS-OXIMAP4] 2.2.2 (`domain/user/mailbox`, `user@domain/mailbox`) are of the LOGIN command only: see `namesDelegate`.
 */
export function ntlmName(name: string): { domain: string; user: string } {
  const parts = /^([^\\/@]+)[\\/]([^]+)$/u.exec(name);
  return parts === null ? { domain: '', user: name } : { domain: parts[1] ?? '', user: parts[2] ?? '' };
}

/** Does the user name say whose mail is to be opened? NTLM would lose that and open the user's own. */
export const namesDelegate = (name: string): boolean => /^[^/\\@]+[/\\][^/]+\/./u.test(name) || /^[^@]*@[^/]*\/./u.test(name);

/** [MS-NLMP] 3.3.2. Not locale-dependent: only the user is in capitals. */
export function ntowfv2(user: string, domain: string, password: string): Buffer {
  return hmac(md4(utf16(password)), utf16(user.toUpperCase() + domain));
}

interface Ntlmv2Input { key: Buffer; serverNonce: Buffer; clientNonce: Buffer; time: Buffer; targetInfo: Buffer }

/** [MS-NLMP] 3.3.2 ComputeResponse. */
export function ntlmv2({ key, serverNonce, clientNonce, time, targetInfo }: Ntlmv2Input): { nt: Buffer; lm: Buffer; sessionKey: Buffer } {
  const temp = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), time, clientNonce, Buffer.alloc(4), targetInfo, Buffer.alloc(4)]);
  const proof = hmac(key, serverNonce, temp);
  return {
    nt: Buffer.concat([proof, temp]),
    lm: Buffer.concat([hmac(key, serverNonce, clientNonce), clientNonce]),
    sessionKey: hmac(key, proof),
  };
}

/** [MS-NLMP] 3.1.5.1.2: with the server's time in it, the exchange is sealed by a MIC, and this says so. */
function withMicFlag(pairs: readonly AvPair[]): AvPair[] {
  const old = pairs.find(({ id }) => id === AV.flags)?.value;
  const value = Buffer.alloc(4);
  value.writeUInt32LE(((old?.length === 4 ? old.readUInt32LE(0) : 0) | 2) >>> 0);
  return [...pairs.filter(({ id }) => id !== AV.flags), { id: AV.flags, value }];
}

/** 100 ns since 1601. */
function fileTime(ms: number): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64LE((BigInt(ms) + 11_644_473_600_000n) * 10_000n);
  return octets;
}
