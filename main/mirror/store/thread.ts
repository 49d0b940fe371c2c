/** A conversation: all its messages in all folders of the account, oldest first. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Queries, ThreadRow } from '../protocol/messages.ts';
import { messagesOf, type Message } from './conversation-messages.ts';
import type { ConversationRow } from './conversations.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';

/** Throws FailureError 'not-found' for an unknown folder; a message that is not here has an empty conversation. `count` is cut to 1000. */
export async function thread(store: Store, { folderId, uid, from, count, withDeleted }: Queries['thread'][0]): Promise<Queries['thread'][1]> {
  const { memory } = store;
  const folder = memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.conversationNumbers'));
  const place = (await memory.spine(folderId)).find(uid);
  if (!place) return { total: 0, from: 0, complete: true, deleted: 0, rows: [] };
  const { conversations, complete } = await store.threading.conversations(folder.accountId, { folderId, page: place.page.page });
  const [found] = await messagesOf(store, [conversations.members(conversations.row(folderId, place.page.page, uid))], folderId, withDeleted);
  const { messages = [], deleted = 0 } = found ?? {};
  const start = Math.min(Math.max(from < 0 ? messages.length + from : from, 0), messages.length);
  const asked = messages.slice(start, start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED));
  return { total: messages.length, from: start, complete, deleted, rows: await answers(store, asked) };
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
