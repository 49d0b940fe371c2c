/** How an account reaches its servers: session options, pool, submission options. */
import { fail } from '../../shared/failure.ts';
import type { ServerSettings } from '../../shared/model/account.ts';
import { openSession } from '../imap/open-session.ts';
import { createPool, type Pool } from '../imap/pool.ts';
import type { SessionOptions } from '../imap/session.ts';
import type { Ports } from '../ports.ts';
import { passwordSecret, type Account } from './account.ts';

/** DNS, connect, TLS, greeting and login together. */
export const CONNECT_DEADLINE_MS = 20_000;
/** A command in flight and not one octet from the server for so long: the line is dead. */
export const SILENCE_MS = 60_000;

export function sessionOptions(ports: Ports, settings: { imap: ServerSettings; email: string; plainConfirmed: boolean }, password: string, signal?: AbortSignal): SessionOptions {
  return {
    server: { ...settings.imap, user: settings.imap.user || settings.email },
    password,
    plainConfirmed: settings.plainConfirmed,
    ...(ports.extraCertificates ? { extraCertificates: ports.extraCertificates } : {}),
    deadlineMs: CONNECT_DEADLINE_MS,
    silenceMs: SILENCE_MS,
    ...(signal ? { signal } : {}),
    clientId: { name: 'Godwit', version: ports.version },
  };
}

/** The password from the host's store; FailureError 'secret-unavailable' if it is not there. */
export async function passwordOf(ports: Ports, account: Account): Promise<string> {
  const password = await ports.secrets.get(passwordSecret(account.id));
  if (password === undefined) throw fail('secret-unavailable', 'The password of this account is not in the secret store. Enter it again.');
  return password;
}

export function accountPool(ports: Ports, account: () => Account): Pool {
  return createPool(async (signal) => openSession(sessionOptions(ports, account(), await passwordOf(ports, account()), signal)));
}
