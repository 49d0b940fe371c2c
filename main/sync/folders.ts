/** Keeps the list of an account's folders true, and finds those whose STATUS says that something happened. */
import { isFailure } from '../../shared/failure.ts';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { MailboxListing, MailboxStatus, MailboxStatusItems } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Checkpoint, FolderRecord } from '../mirror/protocol/records.ts';
import type { CountCheck } from './count-check.ts';
import { folderChanges, foldersFromList } from './folder-list.ts';
import { withMailboxIds } from './mailbox-ids.ts';
import { missingFolders } from './missing-folders.ts';
import { mistakenRenames } from './mistaken-renames.ts';

/** STATUS commands on the wire at once. */
const PIPELINED = 50;

export interface FolderSurvey {
  folders: FolderRecord[];
  /** Never synced to the end, or changed on the server since. */
  stale: FolderId[];
  /** Asked for their STATUS now. */
  asked: FolderId[];
  /** Some folder was not listed, and later listings must say whether it is gone. */
  doubtful: boolean;
}

export interface SurveyOptions {
  /** Folders whose STATUS may be left for later, where each has to be asked alone. */
  mayWait?(id: FolderId): boolean;
  counts: Pick<CountCheck, 'contradicts'>;
  /** Folders that are gone from the server, or are called otherwise. Awaited before the mirror shows it. */
  onFolders?(change: FolderNews): Promise<void>;
}

export interface FolderNews { gone: readonly FolderId[]; moved: readonly { from: FolderId; to: FolderId }[] }

/** LIST (with STATUS where the server can), folder batch, comparison. Rejects with FailureError. */
export async function surveyFolders(session: Session, accountId: AccountId, mirror: MirrorClient, { mayWait = () => false, counts, onFolders }: SurveyOptions): Promise<FolderSurvey> {
  const known = await mirror.query('folders', { accountId });
  const listings = await session.list();
  const { write, missing } = folderChanges(known, foldersFromList(accountId, listings));
  const added = write.filter(({ id, selectable }) => selectable && !known.some((folder) => folder.id === id));
  const early = missing.length ? await withMailboxIds(session, added, missing, await statusOf(session, added, listings)) : new Map<string, MailboxStatusItems>();
  const { marked, gone, moved } = missingFolders(missing, added, early, await mistakenRenames(session, mirror, known, missing, added, early));
  if (gone.length || moved.length) await onFolders?.({ gone, moved: moved.map(({ folderId, to }) => ({ from: folderId, to: to.id })) });
  const places = new Set(moved.map(({ to }) => to.id));
  const before = new Set(known.map(({ id }) => id));
  // An operation may have renamed or deleted some of those that were known since the server was asked.
  const [facts, fresh] = [write.filter(({ id }) => before.has(id)), write.filter(({ id }) => !before.has(id) && !places.has(id))];
  if (write.length || missing.length) await mirror.apply({ folders: fresh, folderFacts: [...facts, ...marked], removeFolders: gone, movedFolders: moved });
  let folders = await mirror.query('folders', { accountId });
  const statuses = await statusOf(session, folders.filter((folder) => isThere(folder) && folder.checkpoint.complete && !mayWait(folder.id)), listings);
  const empty = emptyFolders(folders, statuses);
  if (empty.length) {
    await mirror.apply({ checkpoints: empty });
    folders = await mirror.query('folders', { accountId });
  }
  const asked = folders.filter((folder) => isThere(folder) && (!folder.checkpoint.complete || statuses.has(folder.wireName) || !mayWait(folder.id)));
  return { folders, asked: asked.map(({ id }) => id), stale: await staleOf(asked, statuses, counts), doubtful: folders.some(({ missing = 0 }) => missing > 0) };
}

/** Asks some folders how they stand; answers those that have changed. */
export async function sweepFolders(session: Session, folders: readonly FolderRecord[], counts: SurveyOptions['counts']): Promise<FolderId[]> {
  return staleOf(folders, await statusOf(session, folders, []), counts);
}

async function staleOf(folders: readonly FolderRecord[], statuses: ReadonlyMap<string, MailboxStatus>, counts: SurveyOptions['counts']): Promise<FolderId[]> {
  const stale: FolderId[] = [];
  for (const folder of folders) {
    const status = statuses.get(folder.wireName);
    if (!status || isBehind(folder, status) || (await counts.contradicts(folder, status))) stale.push(folder.id);
  }
  return stale;
}

/** Can be opened, as far as is known. */
export const isThere = ({ selectable, missing = 0 }: Pick<FolderRecord, 'selectable' | 'missing'>): boolean => selectable && missing === 0;

async function statusOf(session: Session, folders: readonly Pick<FolderRecord, 'wireName'>[], listings: readonly MailboxListing[]): Promise<Map<string, MailboxStatus>> {
  const found = new Map<string, MailboxStatus>();
  for (const { wireName, status } of listings) if (status) found.set(wireName, status);
  const unasked = folders.filter(({ wireName }) => !found.has(wireName));
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

/** Pure: does STATUS show anything that the checkpoint does not cover? Without STATUS nothing is known, so yes. What it does not tell counts as unchanged. */
export function isStale(folder: FolderRecord, status: MailboxStatusItems | undefined): boolean {
  const { checkpoint, total, unread } = folder;
  if (!status || isBehind(folder, status)) return true;
  const { highestModseq = '0', messages = total, unseen = unread } = status;
  return (highestModseq === '0' || checkpoint.highestModseq === '0') && (messages !== total || unseen !== unread);
}

/** Whatever the counts say. */
function isBehind({ checkpoint }: FolderRecord, status: MailboxStatusItems): boolean {
  const { uidValidity = checkpoint.uidValidity, uidNext = checkpoint.uidNext, highestModseq = '0' } = status;
  if (!checkpoint.complete || uidValidity !== checkpoint.uidValidity || uidNext !== checkpoint.uidNext) return true;
  return highestModseq !== '0' && checkpoint.highestModseq !== '0' && highestModseq !== checkpoint.highestModseq;
}
