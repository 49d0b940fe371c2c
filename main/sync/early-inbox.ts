/** The inbox of an account of which nothing is known: opened before its folders are listed, so that its newest messages come meanwhile. */
import { isFailure } from '../../shared/failure.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { packFlags } from '../../shared/model/flags.ts';
import { sameMailbox } from '../imap/commands/status.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchedMessage, FetchItems } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { NewestRows } from '../mirror/newest-rows.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';
import type { Clock } from '../ports.ts';
import { fetchSummaries } from './fetch-summaries.ts';
import { newestRange } from './summary-fetch.ts';
import { summaryRow } from './summary.ts';

/** The newest messages of the inbox, asked for while the account is tried. */
export interface Newest {
  /** Of which mailbox; undefined before it is open. */
  selected?: SelectedMailbox;
  /** The same without their sizes, to be looked at meanwhile; none where they did not come. Never rejects. */
  heads: Promise<readonly FetchedMessage[]>;
  /** As soon as all are here. */
  messages?: readonly FetchedMessage[];
  /** Never rejects: `messages` says whether they came. */
  ended: Promise<void>;
}

/** A session that was logged in to try the account, and what came on it. */
export interface FirstSession { session: Session; newest?: Newest | undefined }

/** What a folder's sync begins with. */
export interface Early {
  selected: SelectedMailbox;
  /** Not in the mirror yet: written with the first that is known of what it holds. */
  folder?: FolderWrite | undefined;
  newest?: Newest | undefined;
  /** What the other folders need is known too: they may come before the depth of this one. */
  surveyed: Promise<void>;
}

/** Every server has it under this name (RFC 3501 5.1). */
const NAME = 'INBOX';

/**
 * What a row shows. Dovecot reads its list of all messages before it knows the first size in a Maildir, 150 ms with 100,000 (RFC822.SIZE,
 * RFC 3501 7.4.2; Dovecot 2.3, 2026-11-21); others open the messages for it.
 */
const HEAD_ITEMS: FetchItems = { flags: true, internalDate: true, envelope: true, bodyStructure: true };

/** Milliseconds in which a window draws the first rows: what it takes a server on the same machine to know all sizes would take that from it. With 60 no block over 50 ms in 32 first syncs on two cores, and with 20 and 40 nothing gained (2026-11-23). */
const DRAWING_MS = 60;

/** While an account is tried: a large mailbox takes its time to be opened. `opened` rejects as SELECT does. */
export function openMeanwhile(session: Session, clock: Clock): { opened: Promise<unknown>; newest: Newest } {
  const opened = session.select(NAME);
  const collect = async (ask: (onMessage: (message: FetchedMessage) => void) => Promise<void>): Promise<FetchedMessage[]> => {
    const messages: FetchedMessage[] = [];
    await ask((message) => void messages.push(message));
    return messages;
  };
  const range = opened.then(newestRange);
  const heads = range.then((found) => (found ? collect((onMessage) => session.uidFetch([found], HEAD_ITEMS, {}, onMessage)) : []));
  const newest: Newest = {
    heads: heads.catch(() => []), // only to be looked at
    ended: range.then(async (found) => {
      newest.selected = await opened;
      await new Promise<void>((resolve) => void clock.after(DRAWING_MS, resolve));
      if (found) newest.messages = await collect((onMessage) => fetchSummaries(session, [found], onMessage));
    }).catch(() => undefined), // asked for again where it matters
  };
  return { opened, newest };
}

/** They go from there when the mirror has some. */
export function showNewest(newest: Newest, folderId: FolderId, rows: NewestRows, stillToCome: () => boolean): void {
  void newest.heads.then((messages) => {
    // Known by now: it may not have been when this was called.
    const { selected } = newest;
    const those = messages.filter(({ uid, envelope }) => uid > 0 && envelope !== undefined);
    if (!selected || !stillToCome() || those.length === 0) return;
    rows.put(folderId, selected.uidValidity, those.map((message) => {
      const { bits, keywords } = packFlags(message.flags ?? []);
      return { summary: summaryRow(message), flags: bits, keywords, preview: null };
    }));
  });
}

/**
 * Null where the account is known, or where the server refuses: then the usual way tells what is the matter. The folder is in the
 * mirror then, or will be with the newest messages; the listing completes what is known of it. `fresh`: what the session has open was opened for this.
 */
export async function openInboxEarly(session: Session, mirror: MirrorClient, accountId: AccountId, fresh: boolean, newest?: Newest): Promise<{ folder: FolderRecord; early: Omit<Early, 'surveyed'> } | null> {
  if ((await mirror.query('folders', { accountId })).length > 0) return null;
  const folder = unlisted(accountId);
  const { checkpoint: _checkpoint, total: _total, unread: _unread, ...write } = folder;
  // All is here: then it comes into the mirror in one.
  if (fresh && newest?.messages && newest.selected === session.selected) return { folder, early: { selected: newest.selected, newest, folder: write } };
  const written = mirror.apply({ folders: [write] });
  written.catch(() => undefined); // told below, unless the session ends before
  try {
    const { selected: open } = session;
    const selected = fresh && open && !open.readOnly && sameMailbox(open.wireName, NAME) ? open : await session.select(NAME);
    await written;
    return { folder, early: { selected, newest: newest?.selected === selected ? newest : undefined } };
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
