/** The inbox of an account of which nothing is known: opened before its folders are listed, so that its newest messages are under way meanwhile. */
import { fail, isFailure } from '../../shared/failure.ts';
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** What a folder's sync goes on with that began before the folder was in the mirror. */
export interface Early {
  selected: SelectedMailbox;
  /** The folder is in the mirror. */
  listed: Promise<void>;
  /** What the other folders need is known too. */
  surveyed: Promise<void>;
}

/** Every server has it under this name (RFC 3501 5.1). */
const NAME = 'INBOX';

/** Null where the account is known, or where the server refuses: then the usual way tells what is the matter. */
export async function openInboxEarly(session: Session, mirror: MirrorClient, accountId: AccountId): Promise<{ folder: FolderRecord; selected: SelectedMailbox } | null> {
  if ((await mirror.query('folders', { accountId })).length > 0) return null;
  try {
    return { folder: unlisted(accountId), selected: await session.select(NAME) };
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone')) throw error;
    return null;
  }
}

/** Begins `sync`, and `survey` beside it, which tells as soon as the folders are in the mirror. Rejects with what the survey rejects with, else with what the sync does. */
export async function besideSurvey(
  inbox: FolderRecord,
  survey: (onListed: (folders: readonly FolderRecord[]) => void) => Promise<void>,
  sync: (listed: Promise<void>, surveyed: Promise<void>) => Promise<void>,
): Promise<void> {
  const listed = Promise.withResolvers<void>();
  const surveyed = listed.promise.then(() => surveying);
  surveyed.catch(() => undefined); // told below, and to a sync that still waits for it
  const syncing = sync(listed.promise, surveyed);
  const surveying = survey((folders) => {
    if (folders.some(({ id }) => id === inbox.id)) listed.resolve();
    else listed.reject(fail('folder-gone', 'The server does not list the inbox.'));
  });
  surveying.catch(listed.reject);
  const outcomes = await Promise.allSettled([surveying, syncing]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

const unlisted = (accountId: AccountId): FolderRecord => ({
  id: folderId(accountId, NAME), accountId, wireName: NAME, path: NAME, name: NAME, delimiter: null, role: 'inbox', selectable: true, subscribed: true,
  checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: false }, total: 0, unread: 0, serverTotal: null, serverUnread: null,
});
