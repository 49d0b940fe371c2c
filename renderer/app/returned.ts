/** Finds messages that were taken away and are back, perhaps under other ids: a message that was moved and moved back is a new one. */
import type { MessageId } from '../../shared/ids.ts';
import { isConversation, leadOf, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import { selectRows, type Selection } from '../features/message-list/selection.ts';

/** The selection there was `before`, in today's ids; null while its lead is not back. */
export function findReturned(rows: readonly ListRow[], before: Selection, gone: readonly ListRow[]): Selection | null {
  const found = new Map<ListRow, ListRow | undefined>();
  const now = (id: MessageId | null): ListRow | undefined => {
    const still = rows[placeIn(rows, id)];
    const old = gone[placeIn(gone, id)];
    if (still || !old) return still;
    if (!found.has(old)) found.set(old, rows.find((row) => isSame(row, old)));
    return found.get(old);
  };
  const lead = now(before.lead);
  if (!lead) return null;
  const anchor = now(before.anchor);
  const back = new Set([...before.ids].flatMap((id) => now(id) ?? []));
  return selectRows([...back], anchor ? leadOf(anchor) : null, leadOf(lead));
}

const isSame = (a: ListRow, b: ListRow): boolean => {
  if (a.folderId !== b.folderId || a.date !== b.date || a.subject !== b.subject) return false;
  if (isConversation(a) || isConversation(b)) return isConversation(a) && isConversation(b) && a.people[0]?.address === b.people[0]?.address;
  return a.size === b.size && a.from[0]?.address === b.from[0]?.address;
};
