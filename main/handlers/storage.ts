/** Handlers: what is kept on this computer, and clearing it. */
import type { AccountId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { withChange, type StorageUse } from '../../shared/model/storage.ts';
import { stillCleared } from '../sync/bodies/policy.ts';
import { runningAccount, type Parts } from '../parts.ts';

type Names = 'storage.summary' | 'storage.clear' | 'storage.set';

export function storageHandlers(parts: Parts): Pick<Commands, Names> {
  const { accounts, mirror, ports } = parts;
  return {
    async 'storage.summary'() {
      const used: StorageUse[] = [];
      for (const { id } of accounts.all()) used.push(await useOf(parts, id));
      return { accounts: used, ...(await mirror.query('storage', {})) };
    },
    async 'storage.clear'({ accountId, kind }) {
      runningAccount(parts, accountId);
      if (kind === 'attachments') {
        await parts.attachments.clear(accountId);
        return {};
      }
      // First, or they would be fetched again at once.
      await accounts.changeStorage(accountId, (before) => ({ ...before, textsFrom: Math.floor(ports.clock.now() / 1000), chosenSince: [] }));
      const folders = await mirror.query('folders', { accountId });
      const texts = parts.running.get(accountId)?.texts;
      texts?.drop();
      await mirror.apply({ forgetBodies: folders.map(({ id }) => id) });
      texts?.kick(true);
      return {};
    },
    async 'storage.set'({ accountId, settings: change }) {
      await accounts.changeStorage(accountId, (before) => {
        const now = withChange(before, change);
        return { ...now, ...stillCleared(before, now) };
      });
      runningAccount(parts, accountId).texts.kick(true);
      await parts.attachments.fit(accountId, accounts.storage(accountId).attachmentOctets);
      return {};
    },
  };
}

async function useOf({ accounts, attachments, mirror }: Parts, accountId: AccountId): Promise<StorageUse> {
  const summaries = { count: 0, octets: 0 };
  const texts = { count: 0, octets: 0 };
  for (const { id } of await mirror.query('folders', { accountId })) {
    const folder = await mirror.query('folderStorage', { folderId: id });
    summaries.count += folder.messages;
    summaries.octets += folder.summaryOctets;
    texts.count += folder.texts;
    texts.octets += folder.textOctets;
  }
  return { accountId, summaries, texts, attachments: await attachments.use(accountId), settings: accounts.storage(accountId) };
}
