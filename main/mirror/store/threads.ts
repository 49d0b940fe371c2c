/** A folder as conversations: the one with the newest message first, each by its newest message there. */
import { fail } from '../../../shared/failure.ts';
import type { Queries, ThreadSummary } from '../protocol/messages.ts';
import type { Conversations } from './conversations.ts';
import { isUnread } from './flag-page.ts';
import type { Order } from './order.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for an unknown folder. */
export async function threads(store: Store, { folderId, from, count }: Queries['threads'][0]): Promise<Queries['threads'][1]> {
  const { memory } = store;
  const folder = memory.folders.get(folderId);
  if (!folder) throw fail('not-found', 'The local copy has no such folder.', { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', 'A window needs whole numbers.');
  const { conversations, complete } = await store.threading.conversations(folder.accountId);
  const order = await memory.order(folderId);
  const groups = grouped(order, (uid, page) => conversationOf(conversations, conversations.row(folderId, page, uid)));
  const start = Math.min(Math.max(from, 0), groups.length);
  const asked = groups.slice(start, start + Math.min(Math.max(count, 0), MOST_ROWS_ASKED));
  const spine = await memory.spine(folderId);
  const rows = await rowsAt(store, folderId, asked.map(({ places }) => ({ uid: order.uids[places[0] as number] as number, page: order.pages[places[0] as number] as number })));
  return {
    total: groups.length, from: start, complete, uidValidity: folder.checkpoint.uidValidity,
    threads: asked.map(({ places }, i): ThreadSummary => {
      const unread = places.filter((place) => {
        const found = spine.find(order.uids[place] as number);
        return found !== undefined && isUnread(found.page.bits[found.index] as number);
      });
      return { newest: rows[i] as ThreadSummary['newest'], count: places.length, unread: unread.length };
    }),
  };
}

/** A row that was not gone through yet stands for itself. */
const conversationOf = (conversations: Conversations, row: number): number => (row < 0 ? -1 : conversations.conversation(row));

function grouped(order: Order, conversationAt: (uid: number, page: number) => number): { places: number[] }[] {
  const groups: { places: number[] }[] = [];
  const byConversation = new Map<number, { places: number[] }>();
  for (let i = 0; i < order.uids.length; i++) {
    const conversation = conversationAt(order.uids[i] as number, order.pages[i] as number);
    const known = conversation < 0 ? undefined : byConversation.get(conversation);
    if (known) {
      known.places.push(i);
      continue;
    }
    const group = { places: [i] };
    groups.push(group);
    if (conversation >= 0) byConversation.set(conversation, group);
  }
  return groups;
}
