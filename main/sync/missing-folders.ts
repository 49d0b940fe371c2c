/** What becomes of folders that a LIST was without: renamed, or perhaps gone. Pure: nothing is taken for gone by one answer. */
import type { FolderId } from '../../shared/ids.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';

/** Listings in a row without it. Servers under repair, and shared folders behind a proxy, have been seen to vanish for a moment. */
const GONE_AFTER = 3;

export interface MissingFolders {
  /** Kept, with one listing more counted against them. */
  marked: FolderWrite[];
  gone: FolderId[];
  /** What is kept of them goes along. */
  moved: { folderId: FolderId; to: FolderWrite }[];
}

/** `statuses`: of the folders that are new in the same answer, by wire name, with their MAILBOXID where the server has one. `mistaken`: certainly not renamed. */
export function missingFolders(missing: readonly FolderRecord[], added: readonly FolderWrite[], statuses: ReadonlyMap<string, MailboxStatusItems>, mistaken: ReadonlySet<FolderId> = new Set()): MissingFolders {
  // Every account has an INBOX (RFC 3501 5.1): a list without the one we know is not the whole list.
  if (missing.some(({ path }) => path === 'INBOX')) return { marked: [], gone: [], moved: [] };
  const renamed = renamedFolders(missing.filter(({ id }) => !mistaken.has(id)), added, statuses);
  const places = new Map(added.map((folder) => [folder.id, folder]));
  const left = missing.filter(({ id }) => !renamed.has(id));
  const isGone = (folder: FolderRecord): boolean => (folder.missing ?? 0) + 1 >= GONE_AFTER;
  return {
    marked: left.filter((folder) => !isGone(folder)).map((folder) => ({ ...facts(folder), missing: (folder.missing ?? 0) + 1 })),
    gone: left.filter(isGone).map(({ id }) => id),
    moved: [...renamed].map(([id, to]) => ({ folderId: id, to: places.get(to)! })),
  };
}

/**
 * Old place to new one: by MAILBOXID (RFC 8474 4), else by the same UIDVALIDITY, UIDNEXT and count on both sides, and on no other folder
 * (RFC 3501 2.3.1.1 lets a server reuse them). A new namespace prefix is a rename too.
 */
export function renamedFolders(missing: readonly FolderRecord[], added: readonly FolderWrite[], statuses: ReadonlyMap<string, MailboxStatusItems>): Map<FolderId, FolderId> {
  const idOf = ({ wireName }: FolderWrite): string => statuses.get(wireName)?.mailboxId ?? '';
  const byId = pairs(missing.filter(({ mailboxId }) => mailboxId), ({ mailboxId }) => mailboxId!, added, idOf);
  const found = new Set(byId.values());
  // Who has an id and was not found by it is another one, whatever its numbers.
  const numbered = missing.filter(({ id, checkpoint }) => !byId.has(id) && checkpoint.uidValidity !== 0 && checkpoint.uidNext > 1);
  const others = added.filter((folder) => !found.has(folder.id));
  const byNumbers = pairs(numbered, ({ checkpoint }) => `${checkpoint.uidValidity}/${checkpoint.uidNext}`, others, ({ wireName }) => `${statuses.get(wireName)?.uidValidity ?? 0}/${statuses.get(wireName)?.uidNext ?? 0}`);
  const [olds, news] = [new Map(missing.map((folder) => [folder.id, folder])), new Map(added.map((folder) => [folder.id, folder]))];
  const agree = (before: FolderRecord, after: FolderWrite): boolean => {
    const count = statuses.get(after.wireName)?.messages;
    return (!before.mailboxId || idOf(after) === '') && count !== undefined && (count === before.serverTotal || count === before.total);
  };
  return new Map([...byId, ...[...byNumbers].filter(([before, after]) => agree(olds.get(before)!, news.get(after)!))]);
}

/** Those whose key one on either side has, and no other. */
function pairs<A extends { id: FolderId }, B extends { id: FolderId }>(olds: readonly A[], keyOfOld: (item: A) => string, news: readonly B[], keyOfNew: (item: B) => string): Map<FolderId, FolderId> {
  const [old, now] = [groupBy(olds, keyOfOld), groupBy(news, keyOfNew)];
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
