/** How many unread and flagged messages lie in no folder but the one that presents all: asked of the mirror again when folders of the account have changed. */
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isGathering } from '../mirror/unified-folders.ts';
import type { Clock } from '../ports.ts';
import type { LoneCounts } from './unified-boxes.ts';

export interface FollowedCounts {
  /** Undefined as long as nobody knows. */
  of(id: FolderId): LoneCounts | undefined;
  /** These are the folders now. */
  follow(folders: readonly Pick<FolderRecord, 'id' | 'accountId' | 'role' | 'selectable' | 'checkpoint'>[]): void;
  stop(): void;
}

/** Changes come in swarms. */
const PAUSE_MS = 300;
/** While messages pour in the mirror has better things to do, and the number is another one every time. */
const PAUSE_WHILE_SYNCING_MS = 5_000;

export function followLoneCounts({ mirror, clock }: { mirror: Pick<MirrorClient, 'query' | 'onChanges' | 'onState'>; clock: Clock }, onNews: () => void): FollowedCounts {
  const counts = new Map<FolderId, LoneCounts>();
  /** Those of accounts that have any. */
  let followed: { id: FolderId; accountId: AccountId }[] = [];
  const stale = new Set<FolderId>();
  let syncing = false;
  let asking = false;
  let stopped = false;
  let cancel: (() => void) | null = null;

  const soon = (): void => {
    if (stale.size === 0 || asking || stopped) return;
    cancel ??= clock.after(syncing ? PAUSE_WHILE_SYNCING_MS : PAUSE_MS, () => {
      cancel = null;
      asking = true;
      void askAll().finally(() => {
        asking = false;
        soon();
      });
    });
  };

  async function askAll(): Promise<void> {
    for (const id of [...stale]) {
      stale.delete(id);
      // A mirror that went away is asked again when it is back; what it cannot read it tells whoever wants the rows.
      const now = await ask(id).catch(() => null);
      const before = counts.get(id);
      if (!now || stopped || (before?.unread === now.unread && before.flagged === now.flagged)) continue;
      counts.set(id, now);
      onNews();
    }
  }

  async function ask(folderId: FolderId): Promise<LoneCounts | null> {
    while (!stopped) {
      const { complete, unread, flagged } = await mirror.query('loneCounts', { folderId });
      if (complete) return { unread, flagged };
    }
    return null;
  }

  const changed = (isMeant: (accountId: AccountId) => boolean): void => {
    for (const { id, accountId } of followed) if (isMeant(accountId)) stale.add(id);
    soon();
  };
  const offs = [
    mirror.onChanges(({ folderList, folders }) => {
      if (followed.length === 0) return;
      const accounts = new Set(folders.map(({ folderId }) => splitFolderId(folderId).accountId));
      changed((accountId) => folderList || accounts.has(accountId));
    }),
    mirror.onState(() => changed(() => true)),
  ];

  return {
    of: (id) => counts.get(id),
    follow(folders) {
      const before = new Set(followed.map(({ id }) => id));
      followed = folders.filter((folder) => folder.selectable && isGathering(folder));
      for (const { id } of followed) if (!before.has(id)) stale.add(id);
      for (const id of before) if (!followed.some((folder) => folder.id === id)) counts.delete(id);
      const wasSyncing = syncing;
      syncing = folders.some(({ accountId, selectable, checkpoint }) => selectable && !checkpoint.complete && followed.some((folder) => folder.accountId === accountId));
      if (wasSyncing && !syncing) {
        cancel?.();
        cancel = null;
      }
      soon();
    },
    stop() {
      stopped = true;
      cancel?.();
      for (const off of offs) off();
    },
  };
}
