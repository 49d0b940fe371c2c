/** Which messages are selected: pure moves over rows in the order shown. A row of a conversation stands for all its messages. */
import type { MessageId } from '../../../shared/ids.ts';
import { idsOf, leadOf, placeIn, type ListRow } from './list-row.ts';

export interface Selection {
  readonly ids: ReadonlySet<MessageId>;
  /** Of how many rows of the list they are. */
  readonly rows: number;
  /** Where a range starts. */
  readonly anchor: MessageId | null;
  /** Where the keyboard stands: the newest message of a row; the one shown if it is the only row selected. */
  readonly lead: MessageId | null;
}

export const NOTHING: Selection = { ids: new Set(), rows: 0, anchor: null, lead: null };

/** More cannot be selected at once. */
export const MOST_SELECTED = 200_000;

export const selectOnly = (row: ListRow): Selection => selectIds([idsOf(row)], leadOf(row), leadOf(row));

export const isSelected = (selection: Selection, row: ListRow): boolean => selection.ids.size > 0 && idsOf(row).some((id) => selection.ids.has(id));

export function toggle(selection: Selection, row: ListRow): Selection {
  const lead = leadOf(row);
  const ids = new Set(selection.ids);
  if (!isSelected(selection, row)) return ids.size >= MOST_SELECTED ? selection : { ids: new Set([...ids, ...idsOf(row)]), rows: selection.rows + 1, anchor: lead, lead };
  for (const id of idsOf(row)) ids.delete(id);
  return ids.size === 0 ? { ...NOTHING, anchor: lead, lead } : { ids, rows: Math.max(1, selection.rows - 1), anchor: lead, lead };
}

/** From the anchor to `row`, both included. Without an anchor among `rows` only `row`. */
export function extendTo(selection: Selection, rows: readonly ListRow[], row: ListRow): Selection {
  const from = placeIn(rows, selection.anchor);
  const to = placeIn(rows, leadOf(row));
  if (from < 0 || to < 0) return selectOnly(row);
  return selectRows(rows.slice(Math.min(from, to), Math.max(from, to) + 1), selection.anchor, leadOf(row));
}

/** All of `rows`; the place of the keyboard is kept. */
export function selectAll(selection: Selection, rows: readonly ListRow[]): Selection {
  const first = rows[0] ? leadOf(rows[0]) : null;
  return selectRows(rows, selection.anchor ?? first, selection.lead ?? first);
}

export const selectRows = (rows: readonly ListRow[], anchor: MessageId | null, lead: MessageId | null): Selection => selectIds(rows.map(idsOf), anchor, lead);

/** Those that pass; the keyboard goes to the first of them, or stays where it is. */
export function selectWhere(selection: Selection, rows: readonly ListRow[], test: (row: ListRow) => boolean): Selection {
  const chosen = rows.filter(test);
  const lead = chosen[0] ? leadOf(chosen[0]) : selection.lead;
  return selectRows(chosen, lead, lead);
}

/** As many of the rows, each given by its messages, as can be selected. */
export function selectIds(rows: readonly (readonly MessageId[])[], anchor: MessageId | null, lead: MessageId | null): Selection {
  const ids = new Set<MessageId>();
  let taken = 0;
  for (const own of rows) {
    if (ids.size + own.length > MOST_SELECTED) break;
    for (const id of own) ids.add(id);
    taken++;
  }
  return { ids, rows: taken, anchor, lead };
}

/** The row where the keyboard stands, of several; nothing if that is not among them. */
export function leadAlone(selection: Selection, rows: readonly ListRow[]): Selection {
  if (selection.rows < 2) return selection;
  const row = rows[placeIn(rows, selection.lead)];
  return row && isSelected(selection, row) ? selectOnly(row) : NOTHING;
}

/** What is `removed` goes while others stay: it is not meant any more, wherever it is then. The same object if none of it was selected. */
export function withoutRows(selection: Selection, rows: readonly ListRow[], removed: ReadonlySet<MessageId>): Selection {
  const ids = new Set([...selection.ids].filter((id) => !removed.has(id)));
  if (ids.size === selection.ids.size) return selection;
  const gone = rows.filter((row) => isSelected(selection, row) && idsOf(row).every((id) => !ids.has(id))).length;
  const stays = (row: ListRow): boolean => idsOf(row).some((id) => ids.has(id));
  const at = placeIn(rows, selection.lead);
  const next = rows.slice(at + 1).find(stays) ?? rows.slice(0, at + 1).findLast(stays);
  const stand = (id: MessageId | null): MessageId | null => (id !== null && removed.has(id) ? (next ? leadOf(next) : null) : id);
  return { ids, rows: Math.max(1, selection.rows - gone), anchor: stand(selection.anchor), lead: stand(selection.lead) };
}

/** Rows change while they are selected: messages that have come to a selected conversation belong to the selection. The same object if nothing did. */
export function followRows(selection: Selection, rows: readonly ListRow[]): Selection {
  if (selection.ids.size === 0) return selection;
  const joined = rows.filter((row) => idsOf(row).length > 1 && isSelected(selection, row)).flatMap((row) => idsOf(row).filter((id) => !selection.ids.has(id)));
  return joined.length === 0 || selection.ids.size + joined.length > MOST_SELECTED ? selection : { ...selection, ids: new Set([...selection.ids, ...joined]) };
}

/** What to select when selected messages go: the nearest row after the lead's that stays, else the nearest before; null if none is left. */
export function nextAfterRemoval(rows: readonly ListRow[], selection: Selection, removed: ReadonlySet<MessageId>): ListRow | null {
  const lead = placeIn(rows, selection.lead);
  const stays = (row: ListRow): boolean => idsOf(row).some((id) => !removed.has(id));
  const current = rows[lead];
  if (!current) return null;
  if (stays(current)) return current;
  return rows.slice(lead + 1).find(stays) ?? rows.slice(0, lead).findLast(stays) ?? null;
}

/** The one message that is open, if exactly one row is selected: of a conversation the newest. */
export function opened({ ids, rows, lead }: Selection): MessageId | null {
  if (rows !== 1) return null;
  return lead !== null && ids.has(lead) ? lead : ([...ids][0] ?? null);
}
