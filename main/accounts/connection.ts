/** How an account reaches its servers: settings and password as they are now, session options, pool. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { openSession } from '../imap/open-session.ts';
import { createPool, type Pool, type PoolOptions } from '../imap/pool.ts';
import type { SessionOptions } from '../imap/session.ts';
import type { Ports } from '../ports.ts';
import type { Credentials } from '../sasl/credentials.ts';
import { passwordSecret, type Account } from './account.ts';
import { noteLogin, type KnownLogins, type LoginBook } from './login-book.ts';

/** DNS, connect, TLS, greeting and login together. */
const CONNECT_DEADLINE_MS = 20_000;
/** A command in flight and not one octet from the server for so long: the line is dead. */
const SILENCE_MS = 60_000;

/** What is needed to log in somewhere. */
export interface Access { settings: Pick<AccountSettings, 'email' | 'imap' | 'smtp' | 'plainConfirmed' | 'pins'>; credentials: Credentials; known?: KnownLogins }

/** Rejects 'secret-unavailable' if the password is not in the store. The demo server's port and password are asked for anew: it may have restarted. */
export async function accessOf(ports: Ports, account: Account, book: LoginBook): Promise<Access> {
  if (account.demo) {
    const { user, password, imap, smtp, email } = await ports.demo.start();
    return { settings: { email, imap: { ...imap, user }, smtp: { ...smtp, user }, plainConfirmed: false }, credentials: { kind: 'password', password } };
  }
  const password = await ports.secrets.get(passwordSecret(account.id));
  if (password === undefined) throw fail('secret-unavailable', say('engine-accounts.noPassword'));
  return { settings: account, credentials: { kind: 'password', password }, known: book.knownLogins(account.id) };
}

/** What both servers of an account are reached and logged in with. */
export const loginOptions = (ports: Ports, { settings, credentials }: Access, signal?: AbortSignal) => ({
  credentials,
  plainConfirmed: settings.plainConfirmed,
  ...(settings.pins ? { pins: settings.pins } : {}),
  ...(ports.extraCertificates ? { extraCertificates: ports.extraCertificates } : {}),
  deadlineMs: ports.deadlines?.connect ?? CONNECT_DEADLINE_MS,
  ...(signal ? { signal } : {}),
});

export function sessionOptions(ports: Ports, access: Access, signal?: AbortSignal): SessionOptions {
  const { settings, known } = access;
  return {
    server: { ...settings.imap, user: settings.imap.user || settings.email },
    ...loginOptions(ports, access, signal),
    ...(known?.imap ? { knownLogin: known.imap } : {}),
    silenceMs: ports.deadlines?.silence ?? SILENCE_MS,
    clientId: { name: 'Godwit', version: ports.version },
    // QRESYNC can only be switched on before a mailbox is opened (RFC 5161 3.1).
    enable: ['CONDSTORE', 'QRESYNC'],
  };
}

/** `current`: the settings as they are when a connection is opened. */
export function accountPool(ports: Ports, current: () => Account, book: LoginBook, more: Pick<PoolOptions, 'first' | 'onSelected'> = {}): Pool {
  return createPool(async (signal) => {
    const account = current();
    const options = sessionOptions(ports, await accessOf(ports, account, book), signal);
    const session = await openSession(options);
    void noteLogin(ports, book, account, 'imap', session.login);
    return session;
  }, more);
}
