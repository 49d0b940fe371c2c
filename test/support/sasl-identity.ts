/** Logins for the tests of the mechanisms. */
import type { Credentials, Identity } from '../../main/sasl/credentials.ts';

export function identity(user: string, secret: string | Credentials, more: Partial<Identity> = {}): Identity {
  return {
    user, credentials: typeof secret === 'string' ? { kind: 'password', password: secret } : secret,
    host: 'mail.example.org', port: 993, service: 'imap', binding: null,
    random: (octets) => Buffer.alloc(octets, 0xaa),
    ...more,
  };
}

/** Base64 of these octets is the text: for published nonces. */
export const nonce = (text: string) => (): Buffer => Object.assign(Buffer.from(text), { toString: () => text });
