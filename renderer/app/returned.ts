/** Finds messages that were taken away and are back, perhaps under other ids: a message that was moved and moved back is a new one. */
import type { MessageId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Selection } from '../features/message-list/selection.ts';

/** The selection there was `before`, in today's ids; null while its lead is not back. */
export function findReturned(rows: readonly MessageRow[], before: Selection, gone: readonly MessageRow[]): Selection | null {
  const now = (id: MessageId): MessageId | null => {
    if (rows.some((row) => row.id === id)) return id;
    const old = gone.find((row) => row.id === id);
    return (old && rows.find((row) => isSame(row, old))?.id) ?? null;
  };
  const lead = before.lead && now(before.lead);
  if (!lead) return null;
  return { ids: new Set([...before.ids].flatMap((id) => now(id) ?? [])), anchor: before.anchor && now(before.anchor), lead };
}

const isSame = (a: MessageRow, b: MessageRow): boolean =>
  a.folderId === b.folderId && a.size === b.size && a.date === b.date && a.subject === b.subject && a.from[0]?.address === b.from[0]?.address;
