/** What becomes of folders that a LIST was without. Pure: nothing is taken for gone by one answer. */
import type { FolderId } from '../../shared/ids.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';

/** Listings in a row without it. Servers under repair, and shared folders behind a proxy, have been seen to vanish for a moment. */
export const GONE_AFTER = 3;

export interface MissingFolders {
  /** Kept, with one listing more counted against them. */
  marked: FolderWrite[];
  gone: FolderId[];
}

/** `statuses`: of the folders that are new in the same answer, by wire name; a folder that was renamed is gone from its old place at once. */
export function missingFolders(missing: readonly FolderRecord[], added: readonly FolderWrite[], statuses: ReadonlyMap<string, MailboxStatusItems>): MissingFolders {
  // Every account has an INBOX (RFC 3501 5.1): a list without the one we know is not the whole list.
  if (missing.some(({ path }) => path === 'INBOX')) return { marked: [], gone: [] };
  const renamed = renamedFolders(missing, added, statuses);
  const isGone = (folder: FolderRecord): boolean => renamed.has(folder.id) || (folder.missing ?? 0) + 1 >= GONE_AFTER;
  return {
    marked: missing.filter((folder) => !isGone(folder)).map((folder) => ({ ...facts(folder), missing: (folder.missing ?? 0) + 1 })),
    gone: missing.filter(isGone).map(({ id }) => id),
  };
}

/** Old place to new one: the same UIDVALIDITY and UIDNEXT on both sides, and on no other folder (RFC 3501 2.3.1.1 lets a server reuse them). A new namespace prefix is a rename too. */
export function renamedFolders(missing: readonly FolderRecord[], added: readonly FolderWrite[], statuses: ReadonlyMap<string, MailboxStatusItems>): Map<FolderId, FolderId> {
  const old = groupBy(missing.filter(({ checkpoint }) => checkpoint.uidValidity !== 0 && checkpoint.uidNext > 1), ({ checkpoint }) => `${checkpoint.uidValidity}/${checkpoint.uidNext}`);
  const now = groupBy(added, ({ wireName }) => `${statuses.get(wireName)?.uidValidity ?? 0}/${statuses.get(wireName)?.uidNext ?? 0}`);
  return new Map([...old].flatMap(([key, befores]) => {
    const [before, after] = [befores[0], now.get(key)?.[0]];
    return before && after && befores.length === 1 && now.get(key)?.length === 1 ? [[before.id, after.id] as const] : [];
  }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function facts({ total: _total, unread: _unread, checkpoint: _checkpoint, ...write }: FolderRecord): FolderWrite {
  return write;
}
