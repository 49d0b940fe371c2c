/** The demo account's one user and password. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export function randomPassword(): string {
  return randomBytes(18).toString('base64url');
}

/** Takes the same time whatever is wrong. */
export function areRight(expected: Credentials, user: string, password: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const sameUser = timingSafeEqual(digest(expected.user), digest(user));
  const samePassword = timingSafeEqual(digest(expected.password), digest(password));
  return sameUser && samePassword;
}

/** Message of SASL PLAIN (RFC 4616): authzid NUL authcid NUL password. Null if it is none, or asks to act for another. */
export function readPlain(base64: string): { user: string; password: string } | null {
  const [authorize, user, password, ...more] = Buffer.from(base64, 'base64').toString('utf8').split('\0');
  if (authorize === undefined || user === undefined || password === undefined || more.length > 0) return null;
  return authorize === '' || authorize === user ? { user, password } : null;
}
