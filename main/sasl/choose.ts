/** Which way to log in, of those both sides know. The line itself is judged elsewhere: all of these show the password to the server. */

/** `login`: the protocol's own LOGIN command. */
export type LoginMethod = 'PLAIN' | 'login';

/** Null if there is none. `offered`: SASL mechanism names in any case; `loginAllowed`: the protocol has a login command and it is not disabled. */
export function chooseLogin(offered: readonly string[], loginAllowed: boolean): LoginMethod | null {
  if (offered.some((name) => name.toUpperCase() === 'PLAIN')) return 'PLAIN';
  return loginAllowed ? 'login' : null;
}
