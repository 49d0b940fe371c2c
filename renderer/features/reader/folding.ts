/** Which messages of a conversation are unfolded. Pure. */
import type { MessageId } from '../../../shared/ids.ts';
import type { ConversationMessage } from '../../../shared/model/conversation.ts';
import { FLAG } from '../../../shared/model/flags.ts';

export type Unfolded = ReadonlyMap<MessageId, boolean>;
type Message = Pick<ConversationMessage, 'row' | 'draft'>;

/** What is seen for the first time is open if it is unread, or the newest, or what was asked for; afterwards only the user changes it. The same map if nothing is new. Oldest first. */
export function withDefaults(known: Unfolded, messages: readonly Message[], asked: MessageId | null): Unfolded {
  const unknown = messages.filter(({ row }) => !known.has(row.id));
  if (unknown.length === 0) return known;
  const newest = (messages.findLast(({ draft }) => !draft) ?? messages.at(-1))?.row.id;
  return new Map([...known, ...unknown.map(({ row }): [MessageId, boolean] => [row.id, row.id === newest || row.id === asked || (row.flags & FLAG.seen) === 0])]);
}

/** Where reading goes on: the oldest unread one, else the one asked for, else the newest. Oldest first. */
export function startOf(messages: readonly Message[], asked: MessageId | null): MessageId | null {
  const unread = messages.find(({ row, draft }) => !draft && (row.flags & FLAG.seen) === 0);
  const wanted = unread ?? messages.find(({ row }) => row.id === asked) ?? messages.findLast(({ draft }) => !draft) ?? messages.at(-1);
  return wanted?.row.id ?? null;
}
