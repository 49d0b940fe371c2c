/** From a LIST answer to folders: names, levels, roles. Pure. */
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MailboxListing } from '../imap/mailbox.ts';
import { encodeMailboxName } from '../imap/wire/modified-utf7.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';
import { roleByName, roleBySpecialUse } from './folder-role.ts';

/** Division slash: stands for a `/` inside a name, where `/` is not the delimiter. */
const ESCAPED_SLASH = '\u2215';

export function foldersFromList(accountId: AccountId, listings: readonly MailboxListing[]): FolderWrite[] {
  const taken = new Map<FolderRole, string>();
  const unique = [...new Map(listings.map((listing) => [listing.wireName, listing])).values()];
  for (const listing of unique) {
    const role = isInbox(listing) ? 'inbox' : roleBySpecialUse(listing.attributes);
    if (role !== 'none' && !taken.has(role)) taken.set(role, listing.wireName);
  }
  // Names only where the server declared no folder of that role; the shallowest wins.
  for (const listing of [...unique].sort((a, b) => depth(a) - depth(b))) {
    const role = roleByName(levels(listing).at(-1) ?? '');
    if (role !== 'none' && !taken.has(role) && depth(listing) <= 2 && isSelectable(listing)) taken.set(role, listing.wireName);
  }
  const roleOf = new Map([...taken].map(([role, wireName]) => [wireName, role]));
  const readAs = new Map<string, number>();
  for (const listing of unique) readAs.set(pathOf(listing), (readAs.get(pathOf(listing)) ?? 0) + 1);
  const isTwin = (listing: MailboxListing): boolean => readAs.get(pathOf(listing))! > 1 && !isInbox(listing) && !isPlain(listing);
  // A twin that cannot be opened is the same level once more: UW lists `a/` beside `a`.
  const folders = unique.filter((listing) => isSelectable(listing) || !isTwin(listing)).map((listing) => {
    const path = isTwin(listing) ? `${pathOf(listing)} ${inBrackets(listing.wireName)}` : pathOf(listing);
    return {
      id: folderId(accountId, path),
      accountId,
      wireName: listing.wireName,
      path,
      name: path.split('/').at(-1) ?? path,
      delimiter: listing.delimiter,
      role: roleOf.get(listing.wireName) ?? 'none',
      selectable: isSelectable(listing),
      subscribed: hasAttribute(listing, '\\Subscribed'),
      serverTotal: listing.status?.messages ?? null,
      serverUnread: listing.status?.unseen ?? null,
      missing: 0,
    };
  });
  // "INBOX" and "Inbox": two names for one place; taking both would have them overwrite each other at every survey.
  return [...new Map(folders.toReversed().map((folder) => [folder.id, folder])).values()].toReversed();
}

/** Which folders to write and which the server no longer has. */
export function folderChanges(known: readonly FolderRecord[], listed: readonly FolderWrite[]): { write: FolderWrite[]; missing: FolderRecord[] } {
  const before = new Map(known.map((folder) => [folder.id, folder]));
  const now = new Set(listed.map((folder) => folder.id));
  return {
    write: listed.filter((folder) => differs(before.get(folder.id), folder)),
    missing: known.filter((folder) => !now.has(folder.id)),
  };
}

function differs(before: FolderRecord | undefined, now: FolderWrite): boolean {
  if (!before) return true;
  return (Object.keys(now) as (keyof FolderWrite)[]).some((key) => (key === 'missing' ? (before.missing ?? 0) !== now.missing : before[key] !== now[key]));
}

const isInbox = (listing: MailboxListing): boolean => listing.name.toUpperCase() === 'INBOX';
const hasAttribute = (listing: MailboxListing, name: string): boolean => listing.attributes.some((one) => one.toLowerCase() === name.toLowerCase());
const isSelectable = (listing: MailboxListing): boolean => !hasAttribute(listing, '\\Noselect') && !hasAttribute(listing, '\\NonExistent');
const pathOf = (listing: MailboxListing): string => levels(listing).join('/');
/** Its name on the wire is the one this path would be given. Others that read the same ("a//b" beside "a/b", raw UTF-8 beside modified UTF-7) are told apart by their octets. */
const isPlain = (listing: MailboxListing): boolean => encodeMailboxName(levels(listing).join(listing.delimiter ?? '/')) === listing.wireName;
const inBrackets = (wireName: string): string => `[${wireName.replaceAll('/', ESCAPED_SLASH).replace(/[^ -~\u2215]/gu, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)}]`;
const depth = (listing: MailboxListing): number => levels(listing).length;

function levels(listing: MailboxListing): string[] {
  const name = isInbox(listing) ? 'INBOX' : listing.name;
  const parts = listing.delimiter ? name.split(listing.delimiter) : [name];
  return parts.map((part) => part.replaceAll('/', ESCAPED_SLASH)).filter((part, _index, all) => part !== '' || all.length === 1);
}
