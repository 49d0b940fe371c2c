/** The keys of the window: everything in shared/keys.ts, except while somebody types or a menu is open. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { actionOf, bindingOf, type ActionName, type KEYS } from '../../shared/keys.ts';

export type Commands = Partial<Record<ActionName, () => void>>;
/** Done by the part that has the focus, or by the settings themselves. */
type OwnName = { [K in ActionName]: (typeof KEYS)[K] extends { readonly isOwn: true } ? K : never }[ActionName] | 'settings';
/** What the window does for every key there is: a key without a command does not compile. */
export type AllCommands = Readonly<Record<Exclude<ActionName, OwnName>, () => void>>;

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=""], [contenteditable=true]';
const OWN_KEYS = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';
/** Where arrows, Enter and Space already mean something. */
const OWN_NAMED_KEYS = 'button, a, [role=treegrid], [role=separator], [role=radiogroup], [role=toolbar]';
const PATIENCE = 1500;

export function useKeys(commands: Commands): void {
  const current = useRef(commands);
  useLayoutEffect(() => { current.current = commands; });

  useEffect(() => {
    let before: { keys: string; at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // What is being closed is only still to be seen: the next key is the window's.
      if (target.closest(OWN_KEYS) && !target.closest('[data-exiting]')) return;
      const isFunction = /^F\d+$/u.test(event.key);
      const isTyping = Boolean(target.closest(TYPING));
      // Letters are text there.
      if (isTyping && !(event.key === 'Escape' || isFunction || event.ctrlKey || event.metaKey)) return;
      if ((event.key.length > 1 && !isFunction) || event.key === ' ') {
        const own = event.key === 'Delete' || event.key === 'Backspace' ? '[role=treegrid], [role=separator]' : OWN_NAMED_KEYS;
        if (event.key !== 'Escape' && target.closest(own)) return;
      }
      const found = actionOf(event, before && event.timeStamp - before.at < PATIENCE ? before.keys : null);
      // Shift and the like are on their way to the second key.
      if (found || !/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/u.test(event.key)) before = found && 'prefix' in found ? { keys: found.prefix, at: event.timeStamp } : null;
      if (!found || !('action' in found)) return;
      const { whileTyping = false, repeats = false } = bindingOf(found.action);
      const command = current.current[found.action];
      if (!command || (isTyping && !whileTyping) || (event.repeat && !repeats)) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
