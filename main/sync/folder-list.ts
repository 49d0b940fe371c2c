/** From a LIST answer to folders: names, levels, roles. Pure. */
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MailboxListing } from '../imap/mailbox.ts';
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
  const folders = unique.map((listing) => {
    const path = levels(listing).join('/');
    return {
      id: folderId(accountId, path),
      accountId,
      wireName: listing.wireName,
      path,
      name: levels(listing).at(-1) ?? path,
      delimiter: listing.delimiter,
      role: roleOf.get(listing.wireName) ?? 'none',
      selectable: isSelectable(listing),
      subscribed: hasAttribute(listing, '\\Subscribed'),
      serverTotal: listing.status?.messages ?? null,
      serverUnread: listing.status?.unseen ?? null,
    };
  });
  // "INBOX" and "Inbox", "a//b" and "a/b": two names for one place here; taking both would have them overwrite each other at every survey.
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
  return (Object.keys(now) as (keyof FolderWrite)[]).some((key) => before[key] !== now[key]);
}

const isInbox = (listing: MailboxListing): boolean => listing.name.toUpperCase() === 'INBOX';
const hasAttribute = (listing: MailboxListing, name: string): boolean => listing.attributes.some((one) => one.toLowerCase() === name.toLowerCase());
const isSelectable = (listing: MailboxListing): boolean => !hasAttribute(listing, '\\Noselect') && !hasAttribute(listing, '\\NonExistent');
const depth = (listing: MailboxListing): number => levels(listing).length;

function levels(listing: MailboxListing): string[] {
  const name = isInbox(listing) ? 'INBOX' : listing.name;
  const parts = listing.delimiter ? name.split(listing.delimiter) : [name];
  return parts.map((part) => part.replaceAll('/', ESCAPED_SLASH)).filter((part, _index, all) => part !== '' || all.length === 1);
}
