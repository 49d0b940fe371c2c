/** Changes the settings of an account that is at work: tried first, kept then, and nothing that waits goes to another mailbox. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type AccountId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import type { Emitter } from '../emitter.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { isLoopback } from '../net/loopback.ts';
import type { OperationQueue } from '../operations/queue.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import type { AccountStore } from './account-store.ts';
import { loginOf, passwordSecret } from './account.ts';
import { checkAccess } from './check.ts';
import type { RunningAccount } from './running-account.ts';

export interface UpdateParts {
  ports: Ports;
  accounts: AccountStore;
  queue: Pick<OperationQueue, 'entries' | 'forget'>;
  outbox: Pick<Outbox, 'entries'>;
  mirror: Pick<MirrorClient, 'apply'>;
  attachments: { clear(id: AccountId): Promise<unknown> };
  running: ReadonlyMap<AccountId, Pick<RunningAccount, 'reconnect'>>;
  accountsChanged: Emitter<void>;
  atRest(id: AccountId, work: () => Promise<void>): Promise<void>;
}

/**
 * Whose mailbox it is: with another host or user the copy on this computer is of another mailbox. The ports of a server are doors to the same one;
 * those of this computer are bridges and tunnels, each to somewhere else.
 */
const mailboxOf = ({ imap, email }: Pick<AccountSettings, 'imap' | 'email'>): string => `${imap.user || email}\n${imap.host.toLowerCase()}${isLoopback(imap.host) ? `:${imap.port}` : ''}`;
/** For what was tried with `before`: throws 'invalid-input' where the account is of another mailbox by now, which must get neither these settings nor this password. */
export function sameMailboxAs(before: AccountSettings): (now: AccountSettings) => void {
  return (now) => {
    if (mailboxOf(now) !== mailboxOf(before)) throw fail('invalid-input', say('engine-accounts.otherMailboxNow'), { step: 'save' });
  };
}

/** Rejects like `checkAccess`, and with 'invalid-input' while changes or letters wait for the mailbox that would be left. */
export async function updateAccount(parts: UpdateParts, { accountId, settings, password }: { accountId: AccountId; settings: AccountSettings; password: string | null }, signal?: AbortSignal): Promise<void> {
  const { ports, accounts } = parts;
  const before = accounts.get(accountId);
  if (!before || before.demo) throw fail('not-found', say('engine-accounts.gone'));
  const isOther = mailboxOf(before) !== mailboxOf(settings);
  const refuseWhileWaiting = (): void => {
    if (!isOther) return;
    const changes = parts.queue.entries().some(({ state, operation }) => (state === 'waiting' || state === 'parked') && (operation.accountId === accountId || ('to' in operation && splitFolderId(operation.to).accountId === accountId)));
    // Written under the name of the one that would be left, and its copy belongs there.
    const letters = parts.outbox.entries().some(({ state, send }) => state !== 'filed' && send.accountId === accountId);
    if (changes || letters) throw fail('invalid-input', say('engine-accounts.changesWait'), { step: 'save' });
  };
  refuseWhileWaiting();
  if (password === null && loginOf(before) === loginOf(settings)) {
    await accounts.update(accountId, settings, null, null, sameMailboxAs(before));
    parts.accountsChanged.emit();
    return;
  }
  const secret = password ?? await ports.secrets.get(passwordSecret(accountId));
  if (secret === undefined) throw fail('secret-unavailable', say('engine-accounts.noPassword'));
  // What is known of the servers keeps its weight while they are the same and the password too.
  const same = (protocol: 'imap' | 'smtp'): boolean => password === null && before[protocol].host === settings[protocol].host && (!isLoopback(settings[protocol].host) || before[protocol].port === settings[protocol].port) && before[protocol].user === settings[protocol].user && before.email === settings.email;
  const book = accounts.knownLogins(accountId);
  const known = { ...(same('imap') && book.imap ? { imap: book.imap } : {}), ...(same('smtp') && book.smtp ? { smtp: book.smtp } : {}) };
  const { session, logins } = await checkAccess(ports, { settings, credentials: { kind: 'password', password: secret }, known }, signal);
  await session.logout();
  if (signal?.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
  if (isOther) {
    await parts.atRest(accountId, async () => {
      refuseWhileWaiting();
      // The copy goes first: should the journal refuse afterwards, it is made anew from the server there was.
      await parts.mirror.apply({ removeAccounts: [accountId] });
      await parts.queue.forget(accountId);
      await parts.attachments.clear(accountId);
      // What was tried there, also where it stays: the one that is kept may be another server's by now.
      await accounts.update(accountId, settings, secret, logins);
    });
  } else {
    await accounts.update(accountId, settings, password, logins, sameMailboxAs(before));
    parts.running.get(accountId)?.reconnect();
  }
  parts.accountsChanged.emit();
}
