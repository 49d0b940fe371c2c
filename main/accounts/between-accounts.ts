/** What one account's operations do at another's server. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { RunningAccount } from './running-account.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { ReplayContext } from '../operations/replay-context.ts';

export interface BetweenAccounts {
  elsewhere: ReplayContext['elsewhere'];
  onArrivedElsewhere(folderId: FolderId): void;
}

export function betweenAccounts(running: ReadonlyMap<AccountId, RunningAccount>, mirror: MirrorClient): BetweenAccounts {
  let busy = false;
  return {
    async elsewhere(folderId, work) {
      const account = running.get(splitFolderId(folderId).accountId);
      if (!account) throw fail('not-found', say('engine-operations.accountGone'), { step: 'operation' });
      // Two that give each other something would wait for each other's only line.
      if (busy) throw fail('throttled', say('engine-accounts.busyBetween'), { step: 'operation' });
      busy = true;
      try {
        const folder = (await mirror.query('folders', { accountId: account.account.id })).find(({ id }) => id === folderId);
        if (!folder) throw fail('folder-gone', say('engine-accounts.destinationGone'), { step: 'operation' });
        return await account.interactive((session) => work(session, folder));
      } finally {
        busy = false;
      }
    },
    onArrivedElsewhere(folderId) {
      const account = running.get(splitFolderId(folderId).accountId);
      account?.sync.want(folderId);
      // What is meant for the messages there has waited for them.
      account?.replay();
    },
  };
}
