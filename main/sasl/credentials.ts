/** What a user proves an identity with (RFC 4422 2, 3.4.1), and what a mechanism needs to know beside it. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { ChannelBinding } from './binding.ts';

/** `onBehalfOf`: the authorization identity, whose mail is to be opened with the rights of the user; absent or empty: the user's own. */
export type Credentials =
  | { readonly kind: 'password'; readonly password: string; readonly onBehalfOf?: string }
  /** An OAuth 2 access token that is still valid (RFC 6750). */
  | { readonly kind: 'token'; readonly token: string; readonly onBehalfOf?: string }
  /** The client certificate of the TLS line (RFC 4422 A). */
  | { readonly kind: 'external'; readonly onBehalfOf?: string };

/** One login as the mechanisms see it. */
export interface Identity {
  /** Never empty. */
  readonly user: string;
  readonly credentials: Credentials;
  /** As in the settings; OAUTHBEARER and DIGEST-MD5 name them. */
  readonly host: string;
  readonly port: number;
  /** GSSAPI service name (RFC 4422 4). */
  readonly service: 'imap' | 'smtp' | 'sieve';
  /** Null without TLS. */
  readonly binding: ChannelBinding | null;
  /** Cryptographic randomness; tests put their own here. */
  readonly random: (octets: number) => Buffer;
}

/** The password, or 'invalid-input' for NUL, which no mechanism can carry. */
export function secretOf({ user, credentials }: Pick<Identity, 'user' | 'credentials'>, kind: 'password' | 'token'): string {
  const secret = credentials.kind === 'password' ? credentials.password : credentials.kind === 'token' ? credentials.token : '';
  if (credentials.kind !== kind) throw fail('internal', say('engine-sasl.credentialsMissing', { kind }));
  if (user === '') throw fail('invalid-input', say('engine-sasl.userMissing'));
  if (`${user}${secret}${credentials.onBehalfOf ?? ''}`.includes('\0')) throw fail('invalid-input', say('engine-sasl.passwordCharacters'));
  return secret;
}
