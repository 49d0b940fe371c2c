/** A row of the list: a message, or in conversation mode a conversation, and the messages behind it. */
import type { MessageId } from '../../../shared/ids.ts';
import type { ConversationRow } from '../../../shared/model/conversation.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';

export type ListRow = MessageRow | ConversationRow;

export const isConversation = (row: ListRow): row is ConversationRow => 'messageIds' in row;

/** Newest first; at least one. */
export const idsOf = (row: ListRow): readonly MessageId[] => (isConversation(row) && row.messageIds.length > 0 ? row.messageIds : [row.id]);

/** The message that stands for the row: the newest. */
export const leadOf = (row: ListRow): MessageId => (isConversation(row) ? (row.messageIds[0] ?? row.id) : row.id);

export const isUnread = (row: ListRow): boolean => (isConversation(row) ? row.unread > 0 : !(row.flags & FLAG.seen));
export const isFlagged = (row: ListRow): boolean => (isConversation(row) ? row.flagged : Boolean(row.flags & FLAG.flagged));

const places = new WeakMap<readonly ListRow[], ReadonlyMap<MessageId, number>>();

/** Where the row of a message is among `rows`; -1 if it is not. */
export function placeIn(rows: readonly ListRow[], id: MessageId | null): number {
  if (id === null) return -1;
  let found = places.get(rows);
  if (!found) places.set(rows, (found = new Map(rows.flatMap((row, index) => idsOf(row).map((one): [MessageId, number] => [one, index])))));
  return found.get(id) ?? -1;
}

export const idsOfAll = (rows: readonly ListRow[]): MessageId[] => rows.flatMap((row) => idsOf(row));
