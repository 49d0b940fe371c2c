/** The lists that were on screen last, as they were: one that is gone back to is there in the frame of the click, and brought up to date by the engine's answer. */
import type { ProjectionValue } from '../../../shared/ipc/contract.ts';

export type ListValue = ProjectionValue<'messages.list'> | ProjectionValue<'conversations.list'>;

export interface RecentList {
  readonly value: ListValue;
  /** The window that was watched. */
  readonly window: { readonly from: number; readonly count: number };
}

/** Each has 300 rows at most, about as many kilobytes. */
const KEPT = 16;
/** Oldest first. */
const recent = new Map<string, RecentList>();

export const recallList = (key: string): RecentList | undefined => recent.get(key);

export function keepList(key: string, list: RecentList): void {
  recent.delete(key);
  recent.set(key, list);
  for (const oldest of recent.keys()) {
    if (recent.size <= KEPT) return;
    recent.delete(oldest);
  }
}
