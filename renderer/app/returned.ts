/** Finds messages that were taken away and are back, perhaps under other ids: a message that was moved and moved back is a new one. */
import type { MessageId } from '../../shared/ids.ts';
import { idsOf, isConversation, leadOf, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import { isSelected, selectRows, type Selection } from '../features/message-list/selection.ts';

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

/** A message that was on its way has arrived and goes by another id: what was selected stays selected. The same object if nothing did. */
export function followArrived(selection: Selection, earlier: readonly ListRow[], rows: readonly ListRow[]): Selection {
  if (selection.ids.size === 0 || earlier === rows) return selection;
  const gone = earlier.filter((row) => placeIn(rows, row.id) < 0 && isSelected(selection, row) && idsOf(row).every((id) => placeIn(rows, id) < 0));
  if (gone.length === 0) return selection;
  const come = rows.filter((row) => placeIn(earlier, row.id) < 0);
  const now = new Map<MessageId, MessageId>();
  const ids = new Set(selection.ids);
  for (const old of gone) {
    const row = come.find((one) => isSame(one, old) && !ids.has(one.id));
    if (!row) continue;
    for (const id of idsOf(old)) {
      ids.delete(id);
      now.set(id, leadOf(row));
    }
    for (const id of idsOf(row)) ids.add(id);
  }
  const named = (id: MessageId | null): MessageId | null => (id === null ? null : (now.get(id) ?? id));
  return now.size === 0 ? selection : { ids, rows: selection.rows, anchor: named(selection.anchor), lead: named(selection.lead) };
}

const isSame = (a: ListRow, b: ListRow): boolean => {
  if (a.folderId !== b.folderId || a.date !== b.date || a.subject !== b.subject) return false;
  if (isConversation(a) || isConversation(b)) return isConversation(a) && isConversation(b) && a.people[0]?.address === b.people[0]?.address;
  return a.size === b.size && a.from[0]?.address === b.from[0]?.address;
};
