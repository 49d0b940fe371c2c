/** LOGIN (RFC 3501 6.2.3). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** Resolves the capability list of the tagged OK, if it has one. */
export function login(user: string, password: string): Command<string[] | null> {
  return {
    name: 'LOGIN',
    lane: { kind: 'alone' },
    secret: true,
    login: true,
    parts: () => new CommandWriter().word('LOGIN ').string(user).word(' ').string(password).finish(),
    done: (status) => (status.code?.name === 'CAPABILITY' ? status.code.rest.split(' ') : null),
  };
}
