/** The inbox of an account of which nothing is known: opened before its folders are listed, so that its newest messages come meanwhile. */
import { isFailure } from '../../shared/failure.ts';
import { folderId, type AccountId } from '../../shared/ids.ts';
import { sameMailbox } from '../imap/commands/status.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** What a folder's sync begins with. */
export interface Early {
  selected: SelectedMailbox;
  /** What the other folders need is known too: they may come before the depth of this one. */
  surveyed: Promise<void>;
}

/** Every server has it under this name (RFC 3501 5.1). */
const NAME = 'INBOX';

/** While an account is tried: a large mailbox takes its time to be opened. */
export const openMeanwhile = (session: Session): Promise<SelectedMailbox> => session.select(NAME);

/**
 * Null where the account is known, or where the server refuses: then the usual way tells what is the matter. The folder is in the
 * mirror then, to be shown; the listing completes what is known of it. `fresh`: what the session has open was opened for this.
 */
export async function openInboxEarly(session: Session, mirror: MirrorClient, accountId: AccountId, fresh: boolean): Promise<{ folder: FolderRecord; selected: SelectedMailbox } | null> {
  if ((await mirror.query('folders', { accountId })).length > 0) return null;
  const folder = unlisted(accountId);
  const { checkpoint: _checkpoint, total: _total, unread: _unread, ...write } = folder;
  const written = mirror.apply({ folders: [write] });
  written.catch(() => undefined); // told below, unless the session ends before
  try {
    const { selected: open } = session;
    const selected = fresh && open && !open.readOnly && sameMailbox(open.wireName, NAME) ? open : await session.select(NAME);
    await written;
    return { folder, selected };
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone')) throw error;
    await written;
    return null;
  }
}

/** Begins `sync`, and `survey` right behind it. Rejects with what the survey rejects with, else with what the sync does. */
export async function besideSurvey(survey: () => Promise<void>, sync: (surveyed: Promise<void>) => Promise<void>): Promise<void> {
  const { promise: surveyed, resolve, reject } = Promise.withResolvers<void>();
  surveyed.catch(() => undefined); // told below, and to a sync that still waits for it
  const syncing = sync(surveyed);
  const surveying = survey();
  surveying.then(resolve, reject);
  for (const outcome of await Promise.allSettled([surveying, syncing])) if (outcome.status === 'rejected') throw outcome.reason;
}

const unlisted = (accountId: AccountId): FolderRecord => ({
  id: folderId(accountId, NAME), accountId, wireName: NAME, path: NAME, name: NAME, delimiter: null, role: 'inbox', selectable: true, subscribed: true,
  checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: false }, total: 0, unread: 0, serverTotal: null, serverUnread: null, missing: 0,
});
