/** What carrying out an operation needs. */
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Log } from '../ports.ts';
import type { OperationQueue } from './queue.ts';

export interface ReplayOptions {
  accountId: AccountId;
  pool: Pool;
  queue: OperationQueue;
  mirror: MirrorClient;
  log: Log;
  /** Something arrived in this folder. */
  onArrived(folderId: FolderId): void;
}

/** What a kind needs to carry itself out. */
export interface ReplayContext extends ReplayOptions {
  session: Session;
  /** Selected read-write, its UIDVALIDITY checked. */
  folder: FolderRecord;
  folderById(id: FolderId): FolderRecord | undefined;
}
