/** How much a way to log in shows to whoever is at the other end: the ranks that an account does not fall below. */

/** `bound`: proof, tied to this line. `scram`: proof from both sides. `challenge`: proof from us, which can be tried against guesses. `shown`: the secret itself. */
const STRENGTHS = {
  'SCRAM-SHA-256-PLUS': 6,
  'SCRAM-SHA-1-PLUS': 5,
  'SCRAM-SHA-256': 4,
  'SCRAM-SHA-1': 3,
  'CRAM-SHA256': 2,
  'CRAM-SHA1': 2,
  'CRAM-MD5': 2,
  NTLM: 2,
  'DIGEST-MD5': 2,
  EXTERNAL: 1,
  OAUTHBEARER: 1,
  XOAUTH2: 1,
  PLAIN: 1,
  LOGIN: 1,
  /** The protocol's own command (RFC 3501 6.2.3). */
  command: 1,
} as const;

export type MethodName = keyof typeof STRENGTHS;

/** In the order in which they are tried. */
export const METHODS = Object.keys(STRENGTHS) as MethodName[];

export const SHOWN = 1;

/** 0 for a name that is not known. */
export const strengthOf = (name: string): number => (Object.hasOwn(STRENGTHS, name) ? STRENGTHS[name as MethodName] : 0);

/** What is worth keeping of a login, to be handed back for the next. */
export interface KnownLogin {
  /** The strongest that has worked, as in METHODS. */
  readonly mechanism: string;
  /** What this server offers and then refuses to this user. */
  readonly unusable: readonly string[];
}

/** Is there anything new to keep? */
export function sameLogin(one: KnownLogin | undefined, other: KnownLogin): boolean {
  return one !== undefined && one.mechanism === other.mechanism && one.unusable.join() === other.unusable.join();
}
