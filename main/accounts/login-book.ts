/** Remembers how each account logged in, so that nobody can talk it into a weaker way later. */
import { toFailure } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import { sameLogin, type KnownLogin } from '../sasl/strength.ts';
import type { Ports } from '../ports.ts';
import type { Account } from './account.ts';

/** How the last logins went, per protocol. */
export interface KnownLogins { readonly imap?: KnownLogin | undefined; readonly smtp?: KnownLogin | undefined }

export interface LoginBook {
  knownLogins(id: AccountId): KnownLogins;
  /** Null: nothing is known any more. Of an account that is gone or logs in otherwise by now, nothing is kept. Rejects 'storage'. */
  keepLogin(account: Account, protocol: keyof KnownLogins, login: KnownLogin | null): Promise<void>;
}

/** Keeps what is new. Never rejects: the login itself was good; without the note the next one is only as careful as before. */
export async function noteLogin(ports: Ports, book: LoginBook, account: Account, protocol: keyof KnownLogins, login: KnownLogin | null): Promise<void> {
  if (login === null || account.demo || sameLogin(book.knownLogins(account.id)[protocol], login)) return;
  try {
    await book.keepLogin(account, protocol, login);
  } catch (error) {
    ports.log('warn', 'accounts.login-not-noted', { code: toFailure(error).code });
  }
}
