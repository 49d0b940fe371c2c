/** What follows a login: who we are (RFC 2971) and what to switch on (RFC 5161, RFC 6855, RFC 9051). */
import { toFailure } from '../../shared/failure.ts';
import { enable } from './commands/enable.ts';
import { id, type ServerId } from './commands/id.ts';
import type { Connection } from './connection.ts';
import type { SessionOptions } from './session.ts';

/** These change what names mean: nothing may be said before the server has answered. */
const CHANGES_NAMES: ReadonlySet<string> = new Set(['UTF8=ACCEPT', 'IMAP4REV2']);

/** Neither answer is waited for, since a server gives them before the SELECT that comes later; only where names change their meaning the promise waits, and rejects if a server with UTF8=ONLY refuses. */
export async function introduce(connection: Connection, options: Pick<SessionOptions, 'clientId' | 'enable'>, idFirst: boolean, onServerId: (fields: ServerId) => void): Promise<void> {
  const offered = connection.capabilities;
  // Coremail (163, QQ) refuses SELECT before ID: `NO SELECT Unsafe Login`; published traces, 2026-11-20. To a server that does not announce it nothing is said: Binc 1.2.7 would never answer.
  if (offered.has('ID')) {
    // A refusal to be told our name changes nothing; a lost line is told by `closed`.
    const introduced = connection.run(id(options.clientId)).then(onServerId, () => undefined);
    if (idFirst) await introduced;
  }
  if (!offered.has('ENABLE')) return;
  const forced = offered.has('UTF8=ONLY');
  const wanted = new Set((options.enable ?? ['CONDSTORE']).map((name) => name.toUpperCase()).filter((name) => offered.has(name)));
  if (forced) wanted.add('UTF8=ACCEPT');
  if (wanted.size === 0) return;
  const enabling = connection.run(enable([...wanted]));
  if (![...wanted].some((name) => CHANGES_NAMES.has(name))) {
    enabling.catch(() => undefined); // SELECT (CONDSTORE) enables it as well; who needs more looks at `enabled`
    return;
  }
  try {
    await enabling;
  } catch (error) {
    const { code } = toFailure(error);
    if (forced || (code !== 'server-no' && code !== 'server-bad')) throw error;
  }
}
