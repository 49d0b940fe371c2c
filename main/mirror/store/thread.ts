/** A conversation: all its messages in all folders of the account, oldest first. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import type { Queries, ThreadRow } from '../protocol/messages.ts';
import type { ConversationRow } from './conversations.ts';
import { isShown } from './flag-page.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Spine } from './spine.ts';
import type { Store } from './store.ts';

/** Throws FailureError 'not-found' for an unknown folder; a message that is not here has an empty conversation. `count` is cut to 1000. */
export async function thread(store: Store, { folderId, uid, from, count }: Queries['thread'][0]): Promise<Queries['thread'][1]> {
  const { memory } = store;
  const folder = memory.folders.get(folderId);
  if (!folder) throw fail('not-found', 'The local copy has no such folder.', { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', 'A conversation needs whole numbers.');
  const place = (await memory.spine(folderId)).find(uid);
  if (!place) return { total: 0, from: 0, complete: true, rows: [] };
  const { conversations, complete } = await store.threading.conversations(folder.accountId, { folderId, page: place.page.page });
  const messages = await messagesOf(store, conversations.members(conversations.row(folderId, place.page.page, uid)), folderId);
  const start = Math.min(Math.max(from, 0), messages.length);
  const asked = messages.slice(start, start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED));
  return { total: messages.length, from: start, complete, rows: await answers(store, asked) };
}

interface Message extends ConversationRow { copies: ConversationRow[] }

/** Rows that are there and shown. The same message in several folders is one, in the folder of the question if it is there. */
async function messagesOf(store: Store, members: Iterable<ConversationRow>, asked: FolderId): Promise<Message[]> {
  const shown: ConversationRow[] = [];
  const spines = new Map<FolderId, Spine>();
  for (const row of members) {
    if (!store.memory.folders.has(row.folderId)) continue;
    const spine = spines.get(row.folderId) ?? (await store.memory.spine(row.folderId));
    spines.set(row.folderId, spine);
    const place = spine.find(row.uid);
    if (place && place.page.page === row.page && isShown(place.page.bits[place.index] as number)) shown.push(row);
  }
  shown.sort((a, b) => a.date - b.date || Number(b.folderId === asked) - Number(a.folderId === asked) || (a.folderId < b.folderId ? -1 : Number(a.folderId > b.folderId)) || a.uid - b.uid);
  const messages: Message[] = [];
  const byKey = new Map<string, Message[]>();
  for (const row of shown) {
    const key = `${row.message}:${row.date}:${row.subject}`;
    const same = byKey.get(key) ?? [];
    byKey.set(key, same);
    // Two of one folder are two messages, whatever their Message-ID: nobody can hide another's message by copying that.
    const original = same.find((one) => one.folderId !== row.folderId && one.copies.every((copy) => copy.folderId !== row.folderId));
    if (original) {
      original.copies.push(row);
      continue;
    }
    const message = { ...row, copies: [] };
    same.push(message);
    messages.push(message);
  }
  return messages;
}

async function answers(store: Store, messages: readonly Message[]): Promise<ThreadRow[]> {
  const byFolder = Map.groupBy(messages, ({ folderId }) => folderId);
  const found = new Map<Message, ThreadRow>();
  const where = ({ folderId, uid }: ConversationRow) => ({ folderId, uidValidity: store.memory.folders.get(folderId)?.checkpoint.uidValidity ?? 0, uid });
  for (const [folderId, list] of byFolder) {
    const rows = await rowsAt(store, folderId, list);
    for (const [i, message] of list.entries()) found.set(message, { ...(rows[i] as ThreadRow), ...where(message), copies: message.copies.map(where) });
  }
  return messages.map((message) => found.get(message) as ThreadRow);
}
