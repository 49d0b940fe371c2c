/** What a kind needs to carry itself out. */
import type { FailureError } from '../../shared/failure.ts';
import type { AccountId, FolderId, OperationId } from '../../shared/ids.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Log } from '../ports.ts';
import type { Entry } from './entry.ts';
import type { FolderNews } from '../sync/folders.ts';
import type { Mask } from './mask.ts';
import type { Copied } from './operation-base.ts';

/** Messages with which something else was meant to be done before, and could not be yet. */
export interface Spared {
  /** Below it too. */
  readonly any: boolean;
  /** In the folder itself. */
  readonly uids: ReadonlySet<number>;
  /** Of `uids`, those that something keeps out of sight until it has taken them elsewhere. */
  readonly leaving: ReadonlySet<number>;
  /** Message-IDs of those whose UIDs are not known. */
  readonly names: ReadonlySet<string>;
  /** There are some in the folder that have neither. */
  readonly unknown: boolean;
}

export interface ReplayContext {
  accountId: AccountId;
  session: Session;
  mirror: MirrorClient;
  log: Log;
  /** Its folder; selected read-write and the UIDs those of now, if the kind selects. */
  folder: FolderRecord;
  folders: readonly FolderRecord[];
  /** What it must leave alone, if it destroys all that is in its folder. */
  spared: Spared;
  /** Into the journal, before what it announces is done. */
  record(record: { t: 'copying'; id: OperationId; uidNext: number; uidValidity: number } | { t: 'copied'; id: OperationId; copied: Copied | null } | { t: 'marking'; id: OperationId; uidValidity: number; others: number[]; uids?: [number, number][] }): Promise<void>;
  /** The server has it. `copied`: where the messages went, if it is known. `left`: see Entry; `told`: what it was told of these besides the mark. */
  done(entry: Entry, copied?: Copied | null, left?: readonly number[], told?: Mask): Promise<void>;
  /** A folder was made, at another path than was asked for. */
  madeAt(id: OperationId, path: string): Promise<void>;
  /** Messages of an operation that is done, which it has not touched: they are seen as they are. */
  reveal(id: OperationId, uids: readonly number[]): Promise<void>;
  /** Throws, so that the folders are listed and this is tried again; the second time it returns, and the folder is what it seems. */
  listFirst(error: FailureError): void;
  /** Folders went, or are called otherwise. */
  onFolders(change: FolderNews): void;
  /** Where files may lie for a moment. */
  spool: string;
  /** With a folder of another account. What goes wrong there holds up nothing here but this operation. */
  elsewhere<T>(folderId: FolderId, work: (session: Session, folder: FolderRecord) => Promise<T>): Promise<T>;
  /** Something arrived in this folder, of whichever account. */
  onArrived(folderId: FolderId): void;
}
