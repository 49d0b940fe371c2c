/** Which messages are selected: pure moves over the ids in the order shown. */
import type { MessageId } from '../../../shared/ids.ts';

export interface Selection {
  readonly ids: ReadonlySet<MessageId>;
  /** Where a range starts. */
  readonly anchor: MessageId | null;
  /** Where the keyboard stands; the message shown if it is the only one selected. */
  readonly lead: MessageId | null;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, lead: null };

export const selectOnly = (id: MessageId): Selection => ({ ids: new Set([id]), anchor: id, lead: id });

export function toggle(selection: Selection, id: MessageId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, lead: id };
}

/** From the anchor to `id`, both included. Without an anchor among `order` only `id`. */
export function extendTo(selection: Selection, order: readonly MessageId[], id: MessageId): Selection {
  const from = selection.anchor ? order.indexOf(selection.anchor) : -1;
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return selectOnly(id);
  return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor: selection.anchor, lead: id };
}

export function selectAll(selection: Selection, order: readonly MessageId[]): Selection {
  const first = order[0] ?? null;
  return { ids: new Set(order), anchor: selection.anchor ?? first, lead: selection.lead ?? first };
}

/** The message to select when the selected ones go: the nearest after the lead that stays, else the nearest before. */
export function nextAfterRemoval(order: readonly MessageId[], selection: Selection, removed: ReadonlySet<MessageId>): MessageId | null {
  const lead = selection.lead ? order.indexOf(selection.lead) : -1;
  if (lead < 0) return null;
  const stays = (id: MessageId): boolean => !removed.has(id);
  if (selection.lead && stays(selection.lead)) return selection.lead;
  return order.slice(lead + 1).find(stays) ?? order.slice(0, lead).findLast(stays) ?? null;
}

/** The one message that is open, if exactly one is selected. */
export const opened = (selection: Selection): MessageId | null => (selection.ids.size === 1 ? ([...selection.ids][0] ?? null) : null);
