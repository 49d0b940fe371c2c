/** The messages of a conversation that can be shown: those that are there, each once, whatever number of folders it lies in. */
import type { FolderId } from '../../../shared/ids.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import type { ConversationRow } from './conversations.ts';
import type { MessageName } from '../protocol/messages.ts';
import { bornUid, isShown, keywordsOf, positionOf } from './flag-page.ts';
import { nameOf } from './names.ts';
import type { FlagPage } from './schema.ts';
import type { Store } from './store.ts';

export interface Message extends ConversationRow {
  bits: number;
  keywords: readonly string[];
  /** UID by which it is in the summaries of its page. */
  born: number;
  /** What it is called, if it has another UID now. */
  name?: MessageName;
  /** Where it is on its way to. */
  shownIn?: FolderId;
  /** The same message in other folders. */
  copies: ConversationRow[];
}

export interface Messages {
  /** Oldest first. */
  messages: Message[];
  /** Left out because they lie in Trash or Junk and nowhere else. */
  deleted: number;
}

const DELETED: ReadonlySet<FolderRole> = new Set(['trash', 'junk']);
/** Folders that hold what lies elsewhere too come after those that hold it themselves, and what may lie in one of them alone first. */
const GATHERING: readonly FolderRole[] = ['all', 'flagged'];

/**
 * Of several conversations at once, so that flags are read together. A message in several folders is shown in the one asked for if
 * it is there. What lies in Trash or Junk is left out, unless that is the folder asked for, or `withDeleted`.
 */
export async function messagesOf(store: Store, conversations: readonly Iterable<ConversationRow>[], asked: FolderId | null, withDeleted = false): Promise<Messages[]> {
  const { folders } = store.memory;
  const all = conversations.map((rows) => [...rows].filter(({ folderId }) => folders.has(folderId)));
  const flags = await flagPages(store, all.flat());
  const leaving = onTheWay(store);
  return all.map((rows) => {
    const there = rows.flatMap((row): Message[] => {
      const page = flags.get(keyOf(row));
      const at = page ? positionOf(page.uids, row.uid) : -1;
      const bits = page?.bits[at];
      if (!page || bits === undefined) return [];
      const name = nameOf(page, at, folders.get(row.folderId)!);
      const guest = isShown(bits) ? undefined : leaving.get(`${row.uid} ${row.folderId}`);
      const message = { ...row, keywords: keywordsOf(page, row.uid), born: bornUid(page, at), copies: [] };
      return isShown(bits) ? [{ ...message, bits, ...(name ? { name } : {}) }] : guest ? [{ ...message, bits: guest.bits, shownIn: guest.to }] : [];
    });
    const shown = withDeleted ? there : there.filter(({ folderId, shownIn = folderId }) => shownIn === asked || folderId === asked || !DELETED.has(roleOf(store, shownIn)));
    // Counted first: those that are shown get their copies below. A copy of one that is shown is no message more.
    const everything = shown.length === there.length ? null : eachOnce(store, there.map((row) => ({ ...row, copies: [] })), asked).length;
    const messages = eachOnce(store, shown, asked);
    return { messages, deleted: everything === null ? 0 : everything - messages.length };
  });
}

/** Rows that are hidden where they are because they are shown elsewhere. */
function onTheWay({ memory }: Store): Map<string, { to: FolderId; bits: number }> {
  const found = new Map<string, { to: FolderId; bits: number }>();
  for (const { folderId: to, guests } of memory.guests.values()) {
    for (const { source: { folderId, uid }, place, shown, kept, bits } of guests) if (shown && !kept && place.uidValidity !== 0) found.set(`${uid} ${folderId}`, { to, bits });
  }
  return found;
}

const keyOf = ({ folderId, page }: { folderId: FolderId; page: number }): string => `${page} ${folderId}`;
const roleOf = (store: Store, folderId: FolderId): FolderRole => store.memory.folders.get(folderId)?.role ?? 'none';

async function flagPages(store: Store, rows: readonly ConversationRow[]): Promise<Map<string, FlagPage>> {
  const found = new Map<string, FlagPage>();
  const unread = new Map<string, [FolderId, number]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (found.has(key) || unread.has(key)) continue;
    const spine = store.memory.peekSpine(row.folderId);
    const page = spine?.page(row.page);
    if (page) found.set(key, page);
    else if (!spine) unread.set(key, [row.folderId, row.page]);
  }
  if (unread.size > 0) {
    const { flags } = store.db;
    for (const page of await store.read([flags], () => flags.bulkGet([...unread.values()]))) if (page) found.set(keyOf(page), page);
  }
  return found;
}

function eachOnce(store: Store, rows: Message[], asked: FolderId | null): Message[] {
  const rank = ({ folderId }: Message): number => (folderId === asked ? 0 : 2 + GATHERING.indexOf(roleOf(store, folderId)));
  rows.sort((a, b) => a.date - b.date || rank(a) - rank(b) || (a.folderId < b.folderId ? -1 : Number(a.folderId > b.folderId)) || a.uid - b.uid);
  const messages: Message[] = [];
  const byKey = new Map<string, Message[]>();
  for (const row of rows) {
    const key = `${row.message}:${row.date}:${row.subject}`;
    const same = byKey.get(key) ?? [];
    byKey.set(key, same);
    // Two of one folder are two messages, whatever their Message-ID: nobody can hide another's message by copying that.
    const original = same.find((one) => one.folderId !== row.folderId && one.copies.every((copy) => copy.folderId !== row.folderId));
    if (original) {
      original.copies.push(row);
      continue;
    }
    same.push(row);
    messages.push(row);
  }
  return messages;
}
