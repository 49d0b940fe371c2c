/** What the menu of tags shows and asks: which messages have a tag, what the server would keep, what a choice changes. Pure. */
import type { AccountId, MessageId } from '../../../shared/ids.ts';
import { splitFolderId, splitMessageId } from '../../../shared/ids.ts';
import type { AccountAbility } from '../../../shared/model/abilities.ts';

export interface TaggedMessage {
  readonly id: MessageId;
  readonly keywords: readonly string[];
}

export type TagState = 'all' | 'some' | 'none';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const has = ({ keywords }: TaggedMessage, keyword: string): boolean => keywords.some((one) => same(one, keyword));

export function tagState(messages: readonly TaggedMessage[], keyword: string): TagState {
  const count = messages.filter((message) => has(message, keyword)).length;
  return count === 0 ? 'none' : count === messages.length ? 'all' : 'some';
}

export interface TagChange {
  readonly messageIds: MessageId[];
  readonly add: string[];
  readonly remove: string[];
}

/** On where it is missing; off where all have it. Only messages that it changes are named, so that undo gives back what was. */
export function toggled(messages: readonly TaggedMessage[], keyword: string): TagChange {
  const takeOff = tagState(messages, keyword) === 'all';
  const messageIds = messages.filter((message) => has(message, keyword) === takeOff).map(({ id }) => id);
  return { messageIds, add: takeOff ? [] : [keyword], remove: takeOff ? [keyword] : [] };
}

/** The messages as they are once that is done: shown until the list says so itself. */
export const withChange = (messages: readonly TaggedMessage[], { messageIds, add, remove }: TagChange): TaggedMessage[] =>
  messages.map((message) => (messageIds.includes(message.id) ? { ...message, keywords: [...message.keywords.filter((one) => ![...add, ...remove].some((other) => same(one, other))), ...add] } : message));

const accountsOf = (messages: readonly TaggedMessage[]): Set<AccountId> => new Set(messages.map(({ id }) => splitFolderId(splitMessageId(id).folderId).accountId));

/** Would every server concerned keep it? `null` for a tag that is not made yet. What is not known is tried. */
export function isKept(messages: readonly TaggedMessage[], keyword: string | null, abilities: readonly AccountAbility[]): boolean {
  const concerned = accountsOf(messages);
  return abilities.every(({ accountId, newKeywords, keywords }) => !concerned.has(accountId) || newKeywords !== false || (keyword !== null && keywords.some((one) => same(one, keyword))));
}

/** Those that the servers concerned have, as they write them. */
export const serverKeywords = (messages: readonly TaggedMessage[], abilities: readonly AccountAbility[]): string[] => {
  const concerned = accountsOf(messages);
  return abilities.flatMap(({ accountId, keywords }) => (concerned.has(accountId) ? keywords : []));
};
