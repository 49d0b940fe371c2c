/** What the engine is made of, as handlers and projections see it. */
import { fail } from '../shared/failure.ts';
import type { AccountId, FolderId } from '../shared/ids.ts';
import { say } from '../shared/locales/say.ts';
import type { AccountStore } from './accounts/account-store.ts';
import type { Account } from './accounts/account.ts';
import type { RunningAccount } from './accounts/running-account.ts';
import type { KnownPeople } from './contacts/known-people.ts';
import type { Drafts } from './drafts/drafts.ts';
import type { Emitter } from './emitter.ts';
import type { MirrorClient } from './mirror/client.ts';
import type { FolderRecord } from './mirror/protocol/records.ts';
import type { AttachmentCache } from './sync/bodies/attachment-cache.ts';
import type { FirstSession } from './sync/early-inbox.ts';
import type { FolderMoves } from './sync/folder-moves.ts';
import type { Transfers } from './sync/bodies/transfers.ts';
import type { NewestRows } from './mirror/newest-rows.ts';
import type { ShownLists } from './mirror/shown-lists.ts';
import type { Notifications } from './notifications/notifications.ts';
import type { OperationQueue } from './operations/queue.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Notices } from './notices.ts';
import type { Ports } from './ports.ts';
import type { RemoteGrants } from './net/remote-grants.ts';

export interface Parts {
  ports: Ports;
  mirror: MirrorClient;
  accounts: AccountStore;
  queue: OperationQueue;
  outbox: Outbox;
  drafts: Drafts;
  settings: SettingsStore;
  running: ReadonlyMap<AccountId, RunningAccount>;
  /** An account came, went, or changed its state. */
  accountsChanged: Emitter<void>;
  notices: Notices;
  grants: RemoteGrants;
  attachments: AttachmentCache;
  transfers: Transfers;
  shownLists: ShownLists;
  newestRows: NewestRows;
  notifications: Notifications;
  people: KnownPeople;
  moves: FolderMoves;
  /** Starts the work of an account that has just been kept; `first`: a session that was logged in to try it. */
  run(account: Account, first?: FirstSession): void;
  /** Does something while the account rests; then its work begins anew, with the settings as they are then. */
  atRest(id: AccountId, work: () => Promise<void>): Promise<void>;
  /** Stops it and forgets what belongs to it. */
  forget(id: AccountId): Promise<void>;
}

/** Throws 'not-found' where it has been removed. */
export function runningAccount({ running }: Parts, id: AccountId): RunningAccount {
  const account = running.get(id);
  if (!account) throw fail('not-found', say('engine-accounts.gone'));
  return account;
}

/** Also by the id it had before it was renamed. Rejects 'folder-gone'. */
export async function folderById({ mirror, moves }: Pick<Parts, 'mirror' | 'moves'>, id: FolderId): Promise<FolderRecord> {
  const folders = await mirror.query('folders', {});
  const folder = folders.find((one) => one.id === id) ?? folders.find((one) => one.id === moves.now(id));
  if (!folder) throw fail('folder-gone', say('engine-sync.folderGone'));
  return folder;
}
