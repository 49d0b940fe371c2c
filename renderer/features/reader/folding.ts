/** Which messages of a conversation are unfolded. Pure. */
import type { MessageId } from '../../../shared/ids.ts';
import type { ConversationMessage } from '../../../shared/model/conversation.ts';
import { FLAG } from '../../../shared/model/flags.ts';

interface Fold { readonly isOpen: boolean; readonly look: string }
export type Unfolded = ReadonlyMap<MessageId, Fold>;
type Message = Pick<ConversationMessage, 'row' | 'draft'>;

export const isUnfolded = (known: Unfolded, id: MessageId): boolean => known.get(id)?.isOpen ?? false;

/** The same map where the message is not known. */
export function unfold(known: Unfolded, id: MessageId, isOpen: boolean): Unfolded {
  const fold = known.get(id);
  return fold ? new Map(known).set(id, { ...fold, isOpen }) : known;
}

export const unfoldAll = (known: Unfolded, isOpen: boolean): Unfolded => new Map([...known].map(([id, fold]) => [id, { ...fold, isOpen }]));

/**
 * What is seen for the first time is open if it is unread, or the newest, or what was asked for; afterwards only the user changes it. A message that was moved has
 * another id since: it is as it was under the one before. The same map if nothing is new. Oldest first.
 */
export function withDefaults(known: Unfolded, messages: readonly Message[], asked: MessageId | null): Unfolded {
  const unknown = messages.filter(({ row }) => !known.has(row.id));
  if (unknown.length === 0) return known;
  const here = new Set(messages.map(({ row }) => row.id));
  const left = [...known].filter(([id]) => !here.has(id));
  const newest = (messages.findLast(({ draft }) => !draft) ?? messages.at(-1))?.row.id;
  const folds = new Map(known);
  for (const { row } of unknown) {
    const look = lookOf(row);
    const at = left.findLastIndex(([, fold]) => fold.look === look);
    const [before] = at < 0 ? [] : left.splice(at, 1);
    if (before) folds.delete(before[0]);
    folds.set(row.id, before?.[1] ?? { isOpen: row.id === newest || row.id === asked || (row.flags & FLAG.seen) === 0, look });
  }
  return folds;
}

/** What a message is known by wherever it lies, closely enough for one conversation. */
const lookOf = ({ date, size, subject, from }: ConversationMessage['row']): string => JSON.stringify([date, size, subject, from[0]?.address]);

/** Where reading goes on: the oldest unread one, else the one asked for, else the newest. Oldest first. */
export function startOf(messages: readonly Message[], asked: MessageId | null): MessageId | null {
  const unread = messages.find(({ row, draft }) => !draft && (row.flags & FLAG.seen) === 0);
  const wanted = unread ?? messages.find(({ row }) => row.id === asked) ?? messages.findLast(({ draft }) => !draft) ?? messages.at(-1);
  return wanted?.row.id ?? null;
}
