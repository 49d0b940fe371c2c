/** A folder as conversations: the one with the newest message first, each by its newest message there. */
import { fail } from '../../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageName, Queries, RowAnswer, ThreadSummary } from '../protocol/messages.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { messagesOf, type Message } from './conversation-messages.ts';
import type { Conversations, ConversationRow } from './conversations.ts';
import { isUnread } from './flag-page.ts';
import { FolderThreads, type Group } from './folder-threads.ts';
import { withGuests } from './guest-groups.ts';
import { shownGuests, type StoredGuest } from './guest-list.ts';
import { guestRows } from './guest-rows.ts';
import { NO_ROWS, type Order } from './order.ts';
import { MOST_ROWS_ASKED, rowsAt } from './rows.ts';
import type { Store } from './store.ts';
import { peopleOf } from './thread-people.ts';

/** Messages gone through, and pages read for names, where an account's conversations would have to be put together first. */
const AT_FIRST = 250;
const PAGES_AT_FIRST = 2;
const PAGES_LATER = 16;

/** `from` and `count` are cut to what there is, and `count` to 1000. Throws FailureError 'not-found' for an unknown folder, unless something is on its way there. */
export async function threads(store: Store, { folderId, from, count, atOnce }: Queries['threads'][0]): Promise<Queries['threads'][1]> {
  const { memory, threading } = store;
  const folder = memory.folders.get(folderId);
  const guests = shownGuests(memory, folderId);
  if (!folder && guests.length === 0) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw fail('invalid-input', say('engine-mirror.windowNumbers'));
  const order = folder ? await memory.order(folderId) : NO_ROWS;
  const most = Math.min(Math.max(count, 0), MOST_ROWS_ASKED);
  const isEarly = atOnce === true && !threading.knows(accountOf(store, folderId)) && order.uids.length > AT_FIRST && from + most <= AT_FIRST / 2.5;
  const { conversations, complete, groups: own } = isEarly ? await firstOf(store, folderId, order) : await allOf(store, folderId, order);
  const groups = withGuests(own, guests, conversations);
  const start = Math.min(Math.max(from, 0), groups.length);
  return {
    // While only the first are known, nobody can say how many: as many as there are messages at most.
    total: isEarly ? Math.max(order.uids.length + guests.length, groups.length) : groups.length,
    from: start, complete, uidValidity: folder?.checkpoint.uidValidity ?? 0, unread: folder?.unread ?? guests.filter(({ bits }) => isUnread(bits)).length,
    threads: await summaries(store, conversations, folderId, groups.slice(start, start + most), isEarly ? PAGES_AT_FIRST : PAGES_LATER),
  };
}

/** Of a folder that is yet to be made, too. */
export const accountOf = ({ memory }: Store, folderId: FolderId): AccountId => memory.folders.get(folderId)?.accountId ?? splitFolderId(folderId).accountId;

/** `stamp` is another object when `groups` has changed. */
interface Known { conversations: Conversations; complete: boolean; groups: readonly Group[]; stamp: object }

export async function allOf(store: Store, folderId: FolderId, order: Order): Promise<Known> {
  const { conversations, complete } = await store.threading.conversations(accountOf(store, folderId));
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

/**
 * `others`: folders of the account that are in the same list; messages there count as those of the folder do. `asked`: what lies
 * there and elsewhere counts as being there; null where the folder has only those that lie nowhere else.
 */
export async function summaries(store: Store, conversations: Conversations, folderId: FolderId, groups: readonly Group[], pages: number, others: readonly FolderId[] = [], asked: FolderId | null = folderId): Promise<ThreadSummary[]> {
  const listed = new Set([folderId, ...others]);
  const [newest, found] = await Promise.all([newestOf(store, folderId, groups), messagesOf(store, groups.map((group) => rowsOf(conversations, folderId, group)), asked)]);
  const people = await peopleOf(store, found.map(({ messages }) => messages), pages);
  return groups.map((group, i) => {
    const { messages } = found[i]!;
    const row = newest[i] as RowAnswer;
    // What is on its way is called by the place that it leaves.
    const here = messages.filter((message) => message.folderId === folderId && message.shownIn === undefined).reverse();
    const beside = messages.filter(({ folderId: id, shownIn }) => (shownIn === undefined ? others.includes(id) : listed.has(shownIn))).reverse();
    const strangers = (group.guests ?? []).filter((guest) => isStranger(guest, messages));
    const some = (test: (message: Message) => boolean): boolean => messages.some(test);
    const all = [...here, ...beside, ...strangers];
    const away = [...beside.map((message) => placeOf(store, message)), ...strangers.map(({ place }) => place)];
    return {
      newest: row,
      uids: here.slice(0, MOST_ROWS_ASKED).map(({ uid }) => uid),
      ...namesOf(here),
      ...(away.length > 0 ? { beside: away.slice(0, MOST_ROWS_ASKED) } : {}),
      count: all.length,
      unread: all.filter(({ bits }) => isUnread(bits)).length,
      total: Math.max(messages.length, all.length),
      flagged: some(isFlaggedRow) || strangers.some(isFlaggedRow),
      draft: some(({ bits, folderId: id }) => isDraft(bits, store, id)),
      attached: some(({ attached }) => attached) || (row.summary as SummaryRow)[10] === 1,
      keywords: [...new Set([...messages, ...strangers].flatMap(({ keywords }) => keywords))],
      people: people[i]?.length ? people[i] : sendersOf(row),
    };
  });
}

/** Of each the newest message that is shown in the folder. */
async function newestOf(store: Store, folderId: FolderId, groups: readonly Group[]): Promise<RowAnswer[]> {
  const own = groups.filter(({ newest }) => newest === undefined);
  const [rows, guests] = await Promise.all([rowsAt(store, folderId, own), guestRows(store, groups.flatMap(({ newest }) => newest ?? []))]);
  const found = new Map(own.map((group, i) => [group, rows[i]!]));
  return groups.map((group) => (group.newest ? guests.get(group.newest)! : found.get(group)!));
}

/** Not among the messages of the conversation, where one that is moved stands as shown elsewhere. */
const isStranger = ({ place, source }: StoredGuest, messages: readonly Message[]): boolean =>
  place.uidValidity === 0 || !messages.some(({ folderId, uid, shownIn }) => shownIn !== undefined && folderId === source.folderId && uid === source.uid);

const placeOf = ({ memory }: Store, { folderId, uid, name }: Message): MessageName & { folderId: FolderId } =>
  ({ folderId, ...(name ?? { uidValidity: memory.folders.get(folderId)?.checkpoint.uidValidity ?? 0, uid }) });

const isFlaggedRow = ({ bits }: { bits: number }): boolean => (bits & FLAG.flagged) !== 0;

const sendersOf = ({ summary, flags }: RowAnswer): ThreadSummary['people'] => (summary as SummaryRow)[4].slice(0, 1).map(([name, address]) => [name, address, isUnread(flags) ? 1 : 0]);

/** Of messages that were renumbered. */
function namesOf(messages: readonly Message[]): Pick<ThreadSummary, 'names'> {
  const names = messages.flatMap(({ uid, name }): [number, MessageName][] => (name ? [[uid, name]] : []));
  return names.length > 0 ? { names: Object.fromEntries(names) } : {};
}

const isDraft = (bits: number, store: Store, folderId: FolderId): boolean => (bits & FLAG.draft) !== 0 || store.memory.folders.get(folderId)?.role === 'drafts';

/** A message that was not gone through yet is a conversation of its own; one that is on its way from somewhere unknown has no row at all. */
function rowsOf(conversations: Conversations, folderId: FolderId, { key, uid, page, date }: Group): Iterable<ConversationRow> {
  if (key < 0 && page < 0) return [];
  return key < 0 ? [{ folderId, page, uid, date, message: -1, subject: 0, attached: false }] : conversations.rows(key);
}
