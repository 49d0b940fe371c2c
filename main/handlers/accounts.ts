/** Handlers: accounts. */
import { fail } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import { checkAccess } from '../accounts/check.ts';
import { sameMailboxAs, updateAccount } from '../accounts/update-account.ts';
import { suggestServers } from '../accounts/suggest.ts';
import { runningAccount, type Parts } from '../parts.ts';
import { openMeanwhile, type Newest } from '../sync/early-inbox.ts';

type Names = 'accounts.suggest' | 'accounts.add' | 'accounts.addDemo' | 'accounts.remove' | 'accounts.settings' | 'accounts.update' | 'accounts.offers' | 'accounts.updatePassword' | 'accounts.trustCertificate' | 'accounts.syncNow';

export function accountHandlers(parts: Parts): Pick<Commands, Names> {
  const { ports, accounts } = parts;
  return {
    'accounts.suggest': ({ email }) => Promise.resolve(suggestServers(email)),
    async 'accounts.add'({ settings, password }, { signal }) {
      let newest: Newest | undefined;
      const { session, logins } = await checkAccess(ports, { settings, credentials: { kind: 'password', password } }, signal, (opened) => {
        const meanwhile = openMeanwhile(opened, ports.clock);
        newest = meanwhile.newest;
        return meanwhile.opened;
      });
      try {
        if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
        const account = await accounts.add(settings, password, logins);
        const there = parts.running.get(account.id);
        if (there) {
          await session.logout();
          there.reconnect();
          return { accountId: account.id };
        }
        if (signal.aborted) await givenUp(parts, account.id);
        // The line is open and logged in: the first sync goes on with it.
        parts.run(account, { session, newest });
        return { accountId: account.id };
      } catch (error) {
        await session.logout();
        throw error;
      }
    },
    'accounts.addDemo': async () => ({ accountId: await addDemo(parts) }),
    async 'accounts.remove'({ accountId }) {
      await parts.forget(accountId);
      return {};
    },
    'accounts.settings'({ accountId }) {
      const account = accounts.get(accountId);
      if (!account) throw fail('not-found', say('engine-accounts.gone'));
      const { id: _id, demo: _demo, addedAt: _addedAt, ...settings } = account;
      return Promise.resolve({ settings });
    },
    async 'accounts.update'({ accountId, settings, password }, { signal }) {
      await updateAccount(parts, { accountId, settings, password }, signal);
      return {};
    },
    async 'accounts.offers'({ accountId }, { signal }) {
      return runningAccount(parts, accountId).interactive(async ({ capabilities, serverId, login }) => ({
        capabilities: [...capabilities.list],
        software: [serverId?.['name'], serverId?.['version']].filter(Boolean).join(' '),
        mechanism: login?.mechanism ?? null,
      }), signal);
    },
    async 'accounts.updatePassword'({ accountId, password }, { signal }) {
      const account = accounts.get(accountId);
      if (!account || account.demo) throw fail('not-found', say('engine-accounts.gone'));
      const { session, logins } = await checkAccess(ports, { settings: account, credentials: { kind: 'password', password } }, signal);
      await session.logout();
      await accounts.setPassword(accountId, password, logins, sameMailboxAs(account));
      runningAccount(parts, accountId).reconnect();
      return {};
    },
    async 'accounts.trustCertificate'({ accountId, pin }) {
      await accounts.trust(accountId, pin);
      runningAccount(parts, accountId).reconnect();
      return {};
    },
    'accounts.syncNow'({ accountId }) {
      runningAccount(parts, accountId).sync.retryNow();
      return Promise.resolve({});
    },
  };
}

/** Throws 'cancelled'. What the journal does not let go of is kept, and goes to work. */
async function givenUp({ accounts }: Parts, id: AccountId): Promise<void> {
  const [removal] = await Promise.allSettled([accounts.remove(id)]);
  if (removal.status === 'fulfilled') throw fail('cancelled', say('engine-ipc.cancelled'));
  if (!accounts.get(id)) throw removal.reason;
}

/** The demo account, made if there is none. */
export async function addDemo(parts: Parts) {
  const { ports, accounts } = parts;
  const existing = accounts.all().find((account) => account.demo);
  if (existing) return existing.id;
  const { email, name, user, imap, smtp } = await ports.demo.start();
  const account = await accounts.add({ email, name, imap: { ...imap, user }, smtp: { ...smtp, user }, plainConfirmed: false }, null);
  // Asked for twice at once.
  if (!parts.running.has(account.id)) parts.run(account);
  return account.id;
}
