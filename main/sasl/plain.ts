/** SASL PLAIN (RFC 4616). */
import { fail } from '../../shared/failure.ts';

/** The one message of the mechanism. Throws 'invalid-input' for NUL, which would shift the fields. */
export function plainMessage(user: string, password: string): Buffer {
  if (user === '') throw fail('invalid-input', 'The user name is missing.');
  if (user.includes('\0') || password.includes('\0')) throw fail('invalid-input', 'The user name or the password has a character that cannot be sent.');
  return Buffer.from(`\0${user}\0${password}`, 'utf8');
}
