/** The keys of the window: everything in shared/keys.ts, except while somebody types or a menu is open. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { actionOf, type ActionName } from '../../shared/keys.ts';

export type KeyHandlers = Partial<Record<ActionName, (event: KeyboardEvent) => void>>;

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=""], [contenteditable=true]';
const OWN_KEYS = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';
/** Where arrows, Enter and Space already mean something. */
const OWN_NAMED_KEYS = 'button, a, [role=treegrid], [role=separator], [role=radiogroup], [role=toolbar]';
const PATIENCE = 1500;

export function useKeys(handlers: KeyHandlers): void {
  const current = useRef(handlers);
  useLayoutEffect(() => { current.current = handlers; });

  useEffect(() => {
    let before: { keys: string; at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(OWN_KEYS)) return;
      const isTyping = Boolean(target.closest(TYPING));
      // While typing only Escape and the search key with a modifier reach the window.
      if (isTyping && !(event.key === 'Escape' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'))) return;
      if (event.key.length > 1 || event.key === ' ') {
        const own = event.key === 'Delete' || event.key === 'Backspace' ? '[role=treegrid], [role=separator]' : OWN_NAMED_KEYS;
        if (event.key !== 'Escape' && target.closest(own)) return;
      }
      const found = actionOf(event, before && event.timeStamp - before.at < PATIENCE ? before.keys : null);
      before = found && 'prefix' in found ? { keys: found.prefix, at: event.timeStamp } : null;
      if (!found || !('action' in found)) return;
      const handler = current.current[found.action];
      if (!handler || (event.repeat && found.action !== 'next' && found.action !== 'previous')) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
