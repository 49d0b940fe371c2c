/** Whether a selection is what somebody chose, by now in other words: rows change under it, and more of what was asked for comes. */
import type { Selection } from './selection.ts';

/** What a selection was before it followed its rows: nobody chose another. */
const before = new WeakMap<Selection, Selection>();
export const noteFollowed = (next: Selection, old: Selection): void => void before.set(next, old);

/** Whether nobody has chosen anything else since. */
export function isStill(now: Selection, then: Selection): boolean {
  for (let at: Selection | undefined = now; at; at = before.get(at)) if (at === then) return true;
  return false;
}
