/** Who wrote in conversations, in the order they came in. */
import type { FolderId } from '../../../shared/ids.ts';
import type { AddressTuple } from '../protocol/records.ts';
import type { Message } from './conversation-messages.ts';
import { isUnread } from './flag-page.ts';
import type { Store } from './store.ts';
import { PageSummaries } from './page-summaries.ts';

/** Of one conversation. */
const MOST_MESSAGES = 20;
const MOST_PEOPLE = 12;

export type Person = [...AddressTuple, unread: 0 | 1];

/** Of the first and the newest messages of each. At most so many `pages` are read for it, a few milliseconds each: the names beyond are left out. */
export async function peopleOf(store: Store, conversations: readonly (readonly Message[])[], pages: number): Promise<Person[][]> {
  const asked = conversations.map((messages) => (messages.length > MOST_MESSAGES ? [messages[0] as Message, ...messages.slice(1 - MOST_MESSAGES)] : messages));
  const summaries = await summariesOf(store, asked.flatMap((messages) => messages.toReversed()), pages);
  return asked.map((messages) => {
    const people = new Map<string, Person>();
    for (const message of messages) {
      const sender = summaries.get(keyOf(message))?.get(message.born)?.[4][0];
      if (!sender) continue;
      const [name, address] = sender;
      const known = people.get(address.toLowerCase());
      const unread = isUnread(message.bits) ? 1 : 0;
      if (!known) people.set(address.toLowerCase(), [name, address, unread]);
      else if (unread) known[2] = 1;
    }
    const list = [...people.values()];
    return list.length > MOST_PEOPLE ? [list[0] as Person, ...list.slice(1 - MOST_PEOPLE)] : list;
  });
}

const keyOf = ({ folderId, page }: { folderId: FolderId; page: number }): string => `${page} ${folderId}`;

async function summariesOf(store: Store, messages: readonly Message[], most: number): Promise<Map<string, PageSummaries>> {
  const { db, memory } = store;
  const found = new Map<string, PageSummaries>();
  const unread = new Map<string, [FolderId, number]>();
  for (const message of messages) {
    const key = keyOf(message);
    if (found.has(key) || unread.has(key)) continue;
    const known = memory.summaries.get(message.folderId, message.page);
    if (known) found.set(key, known);
    else if (unread.size < most) unread.set(key, [message.folderId, message.page]);
  }
  if (unread.size === 0) return found;
  for (const blob of await store.read([db.pages], () => db.pages.bulkGet([...unread.values()]))) {
    if (!blob) continue;
    const read = new PageSummaries(blob.rows, `page ${blob.page}`);
    found.set(keyOf(blob), read);
    memory.summaries.set(blob.folderId, blob.page, read);
  }
  return found;
}
