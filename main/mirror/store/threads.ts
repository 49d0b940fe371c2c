/** A folder as conversations: the one with the newest message first, each by its newest message there. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageName, Queries, RowAnswer, ThreadSummary } from '../protocol/messages.ts';
import { messagesOf, type Message } from './conversation-messages.ts';
import type { Conversations, ConversationRow } from './conversations.ts';
import { isUnread } from './flag-page.ts';
import { FolderThreads, type Group } from './folder-threads.ts';
import type { Order } from './order.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';
import { peopleOf } from './thread-people.ts';

/** Messages gone through, and pages read for names, where an account's conversations would have to be put together first. */
const AT_FIRST = 250;
const PAGES_AT_FIRST = 2;
const PAGES_LATER = 16;

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for an unknown folder. */
export async function threads(store: Store, { folderId, from, count, atOnce }: Queries['threads'][0]): Promise<Queries['threads'][1]> {
  const { memory, threading } = store;
  const folder = memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.windowNumbers'));
  const order = await memory.order(folderId);
  const most = Math.min(Math.max(count, 0), MOST_ROWS_ASKED);
  const isEarly = atOnce === true && !threading.knows(folder.accountId) && order.uids.length > AT_FIRST && from + most <= AT_FIRST / 2.5;
  const { conversations, complete, groups } = isEarly ? await firstOf(store, folderId, order) : await allOf(store, folderId, order);
  const start = Math.min(Math.max(from, 0), groups.length);
  return {
    // While only the first are known, nobody can say how many: as many as there are messages at most.
    total: isEarly ? Math.max(order.uids.length, groups.length) : groups.length,
    from: start, complete, uidValidity: folder.checkpoint.uidValidity, unread: folder.unread,
    threads: await summaries(store, conversations, folderId, groups.slice(start, start + most), isEarly ? PAGES_AT_FIRST : PAGES_LATER),
  };
}

/** `stamp` is another object when `groups` has changed. */
interface Known { conversations: Conversations; complete: boolean; groups: readonly Group[]; stamp: object }

export async function allOf(store: Store, folderId: FolderId, order: Order): Promise<Known> {
  const { conversations, complete } = await store.threading.conversations(store.memory.folders.get(folderId)!.accountId);
  const list = store.threading.lists.list(folderId, conversations);
  const groups = await list.sorted(order, () => store.memory.spine(folderId));
  return { conversations, complete, groups, stamp: list.stamp };
}

/** Only what the newest messages say of each other. */
async function firstOf(store: Store, folderId: FolderId, order: Order): Promise<Known> {
  const first: Order = { uids: order.uids.slice(0, AT_FIRST), dates: order.dates.slice(0, AT_FIRST), pages: order.pages.slice(0, AT_FIRST) };
  const conversations = await store.threading.onlyOf(folderId, new Set(first.pages));
  const list = new FolderThreads(folderId, conversations);
  return { conversations, complete: false, groups: await list.sorted(first, () => store.memory.spine(folderId)), stamp: list.stamp };
}

/** `others`: folders of the account that are in the same list; messages there count as those of the folder do. */
export async function summaries(store: Store, conversations: Conversations, folderId: FolderId, groups: readonly Group[], pages: number, others: readonly FolderId[] = []): Promise<ThreadSummary[]> {
  const [newest, found] = await Promise.all([rowsAt(store, folderId, groups), messagesOf(store, groups.map((group) => rowsOf(conversations, folderId, group)), folderId)]);
  const people = await peopleOf(store, found.map(({ messages }) => messages), pages);
  return groups.map((_, i) => {
    const { messages } = found[i]!;
    const here = messages.filter((message) => message.folderId === folderId).reverse();
    const beside = messages.filter((message) => others.includes(message.folderId)).reverse();
    const some = (test: (message: Message) => boolean): boolean => messages.some(test);
    return {
      newest: newest[i] as RowAnswer,
      uids: here.slice(0, MOST_ROWS_ASKED).map(({ uid }) => uid),
      ...namesOf(here),
      ...(beside.length > 0 ? { beside: beside.slice(0, MOST_ROWS_ASKED).map(({ folderId: id, uid, name }) => ({ folderId: id, ...(name ?? { uidValidity: store.memory.folders.get(id)?.checkpoint.uidValidity ?? 0, uid }) })) } : {}),
      count: here.length + beside.length,
      unread: [...here, ...beside].filter(({ bits }) => isUnread(bits)).length,
      total: messages.length,
      flagged: some(({ bits }) => (bits & FLAG.flagged) !== 0),
      draft: some(({ bits, folderId: id }) => isDraft(bits, store, id)),
      attached: some(({ attached }) => attached),
      keywords: [...new Set(messages.flatMap(({ keywords }) => keywords))],
      people: people[i] ?? [],
    };
  });
}

/** Of messages that were renumbered. */
function namesOf(messages: readonly Message[]): Pick<ThreadSummary, 'names'> {
  const names = messages.flatMap(({ uid, name }): [number, MessageName][] => (name ? [[uid, name]] : []));
  return names.length > 0 ? { names: Object.fromEntries(names) } : {};
}

const isDraft = (bits: number, store: Store, folderId: FolderId): boolean => (bits & FLAG.draft) !== 0 || store.memory.folders.get(folderId)?.role === 'drafts';

/** A message that was not gone through yet is a conversation of its own. */
function rowsOf(conversations: Conversations, folderId: FolderId, { key, uid, page, date }: Group): Iterable<ConversationRow> {
  return key < 0 ? [{ folderId, page, uid, date, message: -1, subject: 0, attached: false }] : conversations.rows(key);
}
