/** LOGIN (RFC 3501 6.2.3). */
import { judgeRefusal } from '../../sasl/log-in.ts';
import type { Command } from '../command.ts';
import { statusFailure } from '../failures.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** Rejects LoginRefused for NO and BAD about the login itself. */
export function login(user: string, password: string): Command<void> {
  return {
    name: 'LOGIN',
    lane: { kind: 'alone' },
    secret: true,
    login: true,
    parts: () => new CommandWriter().word('LOGIN ').string(user).word(' ').string(password).finish(),
    done: () => undefined,
    refused: (status) => judgeRefusal(statusFailure('LOGIN', status, true).failure, null),
  };
}
