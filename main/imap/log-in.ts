/** Logs a connection in with the best way both sides know (RFC 3501 6.2). */
import { randomBytes } from 'node:crypto';
import { isLoopback } from '../net/loopback.ts';
import { bindingFor } from '../sasl/binding.ts';
import { chooseMethods } from '../sasl/choose.ts';
import { secretOf, type Identity } from '../sasl/credentials.ts';
import { Exchange } from '../sasl/exchange.ts';
import { logInWith } from '../sasl/log-in.ts';
import { delegateName } from '../sasl/plain.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { mechanisms } from './capabilities.ts';
import { authenticate } from './commands/authenticate.ts';
import { login } from './commands/login.ts';
import type { Connection } from './connection.ts';
import type { SessionOptions } from './session.ts';

/** What of the options it needs. */
export type LoginOptions = Pick<SessionOptions, 'server' | 'credentials' | 'knownLogin' | 'allowDigestMd5' | 'mask'>;

/** `before` runs in front of each attempt. Answers what to keep for the next time. Rejects with FailureError; the connection is then to be given up. */
export async function logIn(connection: Connection, { server, credentials, knownLogin, allowDigestMd5, mask = [] }: LoginOptions, before: () => void): Promise<KnownLogin> {
  const bindings = connection.channelBinding;
  const identity: Identity = { user: server.user, credentials, host: server.host, port: server.port, service: 'imap', binding: bindingFor(bindings), random: randomBytes };
  const offered = connection.capabilities;
  const methods = chooseMethods({ mechanisms: mechanisms(offered), command: !offered.has('LOGINDISABLED') }, identity, { known: knownLogin, allowDigestMd5, unbound: mask.some((name) => /^AUTH=SCRAM-.*-PLUS$/iu.test(name)) });
  const withInitial = offered.has('SASL-IR');
  return logInWith(methods, bindings !== null || isLoopback(server.host), knownLogin, async (method) => {
    before();
    // The mechanism refuses what it cannot carry before anything is sent.
    const command = method.start === null ? login(delegateName(identity), secretOf(identity, 'password')) : authenticate(new Exchange(method.start()), withInitial);
    await connection.run(command);
  });
}
