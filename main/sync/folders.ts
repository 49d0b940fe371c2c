/** Keeps the list of an account's folders true, and finds those whose STATUS says that something happened. */
import { isFailure } from '../../shared/failure.ts';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { MailboxListing, MailboxStatus } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Checkpoint, FolderRecord } from '../mirror/protocol/records.ts';
import { folderChanges, foldersFromList } from './folder-list.ts';

/** STATUS commands on the wire at once. */
const PIPELINED = 50;

export interface FolderSurvey {
  folders: FolderRecord[];
  /** Never synced to the end, or changed on the server since. */
  stale: FolderId[];
}

/** LIST (with STATUS where the server can), folder batch, comparison. Rejects with FailureError. */
export async function surveyFolders(session: Session, accountId: AccountId, mirror: MirrorClient): Promise<FolderSurvey> {
  const known = await mirror.query('folders', { accountId });
  const listings = await session.list();
  let listed = foldersFromList(accountId, listings);
  let { write, missing } = folderChanges(known, listed);
  if (missing.length) {
    // One LIST without a folder is no proof: servers under repair have been seen to forget for a moment.
    listed = foldersFromList(accountId, await session.list());
    ({ write, missing } = folderChanges(known, listed));
    // Every account has an INBOX (RFC 3501 5.1): a list without the one we know is not the whole list.
    if (missing.some(({ path }) => path === 'INBOX')) missing = [];
  }
  if (write.length || missing.length) await mirror.apply({ folders: write, removeFolders: missing.map((folder) => folder.id) });
  let folders = await mirror.query('folders', { accountId });
  const statuses = await statusOf(session, folders, listings);
  const empty = emptyFolders(folders, statuses);
  if (empty.length) {
    await mirror.apply({ checkpoints: empty });
    folders = await mirror.query('folders', { accountId });
  }
  return { folders, stale: folders.filter((folder) => folder.selectable && isStale(folder, statuses.get(folder.wireName))).map((folder) => folder.id) };
}

async function statusOf(session: Session, folders: readonly FolderRecord[], listings: readonly MailboxListing[]): Promise<Map<string, MailboxStatus>> {
  const found = new Map<string, MailboxStatus>();
  for (const { wireName, status } of listings) if (status) found.set(wireName, status);
  const unasked = folders.filter((folder) => folder.selectable && folder.checkpoint.complete && !found.has(folder.wireName));
  for (let i = 0; i < unasked.length; i += PIPELINED) {
    await Promise.all(unasked.slice(i, i + PIPELINED).map(async ({ wireName }) => {
      try {
        found.set(wireName, await session.status(wireName));
      } catch (error) {
        // A folder that cannot be asked (no right, just deleted) must not stop the others; the next LIST decides about it.
        if (!isFailure(error, 'server-no', 'folder-gone', 'server-bad')) throw error;
      }
    }));
  }
  return found;
}

/** Folders that are new to us and hold nothing: their STATUS says all there is to know, so they need no SELECT. Pure. */
export function emptyFolders(folders: readonly FolderRecord[], statuses: ReadonlyMap<string, MailboxStatus>): { folderId: FolderId; checkpoint: Checkpoint }[] {
  return folders.flatMap(({ id, selectable, checkpoint, wireName }) => {
    const status = statuses.get(wireName);
    if (!selectable || checkpoint.uidValidity !== 0 || !status || status.messages > 0 || status.uidValidity === 0) return [];
    const { uidValidity, uidNext, highestModseq } = status;
    return [{ folderId: id, checkpoint: { uidValidity, uidNext, highestModseq, complete: true } }];
  });
}

/** Pure: does STATUS show anything that the checkpoint does not cover? Without STATUS nothing is known, so yes. */
export function isStale(folder: FolderRecord, status: MailboxStatus | undefined): boolean {
  const { checkpoint } = folder;
  if (!checkpoint.complete || !status) return true;
  if (status.uidValidity !== checkpoint.uidValidity || status.uidNext !== checkpoint.uidNext) return true;
  if (status.highestModseq !== '0' && checkpoint.highestModseq !== '0') return status.highestModseq !== checkpoint.highestModseq;
  return status.messages !== folder.total || status.unseen !== folder.unread;
}
