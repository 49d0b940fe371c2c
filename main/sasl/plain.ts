/** SASL PLAIN (RFC 4616) and the LOGIN mechanism (draft-murchison-sasl-login-00): both show the password to the server. */
import type { Identity } from './credentials.ts';
import { secretOf } from './credentials.ts';
import { scripted, type Mechanism } from './mechanism.ts';

export function plain(identity: Identity): Mechanism {
  const password = secretOf(identity, 'password');
  return scripted('PLAIN', Buffer.from(`${identity.credentials.onBehalfOf ?? ''}\0${identity.user}\0${password}`, 'utf8'), []);
}

/** What the two questions say is not looked at: servers word them as they like. */
export function loginMechanism(identity: Identity): Mechanism {
  const password = secretOf(identity, 'password');
  return scripted('LOGIN', null, [() => Buffer.from(delegateName(identity), 'utf8'), () => Buffer.from(password, 'utf8')]);
}

/**
 * The user name where a protocol has no place for an authorization identity: [MS-OXIMAP4] 2.2.2 and [MS-OXPOP3] 2.2.2,
 * `domain/user/mailbox` or `user@domain/mailbox`. Unchanged for a login to one's own mail.
 */
export function delegateName({ user, credentials }: Pick<Identity, 'user' | 'credentials'>): string {
  const mailbox = credentials.onBehalfOf ?? '';
  return mailbox === '' ? user : `${user.replace('\\', '/')}/${mailbox}`;
}
