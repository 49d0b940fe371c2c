/** Rows with the flags that were just asked for laid over them; every other row stays the very same. */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { FLAG } from '../../../shared/model/flags.ts';
import { askedFlags, onAskedFlags, settleAsked, withAsked, type AskedFlags } from '../../engine/asked-flags.ts';
import { idsOf, isConversation, type ListRow } from './list-row.ts';

export function useAskedRows(rows: readonly ListRow[]): readonly ListRow[] {
  const asked = useSyncExternalStore(onAskedFlags, askedFlags);
  useEffect(() => { if (asked.size > 0) settleAsked(rows.flatMap((row) => (isConversation(row) ? conversationFlags(row, asked) : [row]))); }, [rows, asked]);
  return useMemo(() => withAskedRows(rows, asked), [rows, asked]);
}

/** Pure. */
function withAskedRows(rows: readonly ListRow[], asked: AskedFlags): readonly ListRow[] {
  if (asked.size === 0) return rows;
  const next = rows.map((row) => (isConversation(row) ? askedConversation(row, asked) : askedMessage(row, asked)));
  return next.some((row, index) => row !== rows[index]) ? next : rows;
}

function askedMessage<R extends ListRow & { readonly flags: number }>(row: R, asked: AskedFlags): R {
  const change = asked.get(row.id);
  const flags = change ? withAsked(row.flags, change) : row.flags;
  return flags === row.flags ? row : { ...row, flags };
}

type Conversation = Extract<ListRow, { readonly messageIds: unknown }>;

/** Only what is asked of all its messages is sure. */
function askedConversation(row: Conversation, asked: AskedFlags): Conversation {
  const changes = idsOf(row).map((id) => asked.get(id));
  const all = (bit: 'add' | 'remove', flag: number): boolean => changes.every((change) => change !== undefined && (change[bit] & flag) !== 0);
  const flagged = all('add', FLAG.flagged) ? true : all('remove', FLAG.flagged) ? false : row.flagged;
  const unread = all('add', FLAG.seen) ? 0 : all('remove', FLAG.seen) ? row.count : row.unread;
  return flagged === row.flagged && unread === row.unread ? row : { ...row, flagged, unread };
}

/** As far as a row of a conversation tells the flags of its messages. */
function conversationFlags(row: Conversation, asked: AskedFlags): { id: Conversation['id']; flags: number }[] {
  const flags = (row.flagged ? FLAG.flagged : 0) | (row.unread === 0 ? FLAG.seen : 0);
  return idsOf(row).filter((id) => asked.has(id)).map((id) => ({ id, flags }));
}
