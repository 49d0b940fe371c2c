/** CRAM-MD5 (RFC 2195), and Courier's CRAM-SHA1 and CRAM-SHA256, which differ in the hash only. */
import { createHmac } from 'node:crypto';
import { secretOf, type Identity } from './credentials.ts';
import { scripted, unusable, type Mechanism } from './mechanism.ts';

const CRAM_HASHES = { 'CRAM-MD5': 'md5', 'CRAM-SHA1': 'sha1', 'CRAM-SHA256': 'sha256' } as const;
export type CramName = keyof typeof CRAM_HASHES;

export function cram(name: CramName, identity: Identity): Mechanism {
  const password = secretOf(identity, 'password');
  return scripted(name, null, [(challenge) => {
    // An answer to nothing could be sent on by whoever hears it.
    if (challenge.length === 0) throw unusable(name, 'empty challenge');
    return Buffer.from(`${identity.user} ${createHmac(CRAM_HASHES[name], password).update(challenge).digest('hex')}`, 'utf8');
  }]);
}
