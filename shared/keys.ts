/** What the keyboard does: actions, their keys and their words, as data. Shown in tooltips, menus and the key list. */

export interface KeyBinding {
  /** First is the one shown. Modifiers in the order Mod+Alt+Shift; Mod is Ctrl, on a Mac Command. */
  readonly keys: readonly string[];
  readonly about: string;
  readonly group: 'Move around' | 'Act on messages' | 'Write' | 'Find' | 'Window';
}

export const KEYS = {
  next: { keys: ['J', 'ArrowDown'], about: 'Next message', group: 'Move around' },
  previous: { keys: ['K', 'ArrowUp'], about: 'Previous message', group: 'Move around' },
  open: { keys: ['Enter', 'O'], about: 'Open the message', group: 'Move around' },
  back: { keys: ['Escape'], about: 'Back: close, leave the search, return to the list', group: 'Move around' },
  goInbox: { keys: ['G I'], about: 'Go to the inbox', group: 'Move around' },
  goDrafts: { keys: ['G D'], about: 'Go to the drafts', group: 'Move around' },
  goSent: { keys: ['G T'], about: 'Go to sent mail', group: 'Move around' },
  archive: { keys: ['E'], about: 'Archive', group: 'Act on messages' },
  delete: { keys: ['#', 'Delete', 'Backspace'], about: 'Delete', group: 'Act on messages' },
  junk: { keys: ['!'], about: 'Move to junk', group: 'Act on messages' },
  flag: { keys: ['S'], about: 'Flag, or take the flag off', group: 'Act on messages' },
  markUnread: { keys: ['Shift+U', 'U'], about: 'Mark as unread', group: 'Act on messages' },
  markRead: { keys: ['Shift+I'], about: 'Mark as read', group: 'Act on messages' },
  selectAll: { keys: ['Mod+A'], about: 'Select all that is loaded', group: 'Act on messages' },
  toggle: { keys: ['X', 'Space'], about: 'Select, or take out of the selection', group: 'Act on messages' },
  undo: { keys: ['Z', 'Mod+Z'], about: 'Undo the last action', group: 'Act on messages' },
  compose: { keys: ['C'], about: 'Write a message', group: 'Write' },
  reply: { keys: ['R'], about: 'Reply', group: 'Write' },
  replyAll: { keys: ['A'], about: 'Reply all', group: 'Write' },
  forward: { keys: ['F'], about: 'Forward', group: 'Write' },
  search: { keys: ['/', 'Mod+K'], about: 'Search mail', group: 'Find' },
  activity: { keys: ['G A'], about: 'Show what Godwit is doing, and what was done', group: 'Window' },
  help: { keys: ['?'], about: 'Show all keys', group: 'Window' },
} as const satisfies Record<string, KeyBinding>;

export type ActionName = keyof typeof KEYS;

export interface KeyPress {
  /** As in a KeyboardEvent. */
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const BY_KEYS: ReadonlyMap<string, ActionName> = new Map(Object.entries(KEYS).flatMap(([name, binding]) => binding.keys.map((keys): [string, ActionName] => [keys, name as ActionName])));
const FIRST_OF_TWO: ReadonlySet<string> = new Set([...BY_KEYS.keys()].flatMap((keys) => (keys.includes(' ') ? [keys.slice(0, keys.indexOf(' '))] : [])));

/** `Mod+Shift+K` of a press. Shift is left out for signs that need it on some keyboards (`#`, `?`). */
export function keysOf(press: KeyPress): string {
  const letter = letterOf(press);
  const isSign = press.key.length === 1 && !letter && press.key !== ' ';
  const name = letter ?? (press.key === ' ' ? 'Space' : press.key);
  return [press.ctrlKey || press.metaKey ? 'Mod' : '', press.altKey ? 'Alt' : '', press.shiftKey && !isSign ? 'Shift' : '', name].filter(Boolean).join('+');
}

/** What a press means after `before` (the first of a two-key sequence, or null); `prefix` waits for the second key. */
export function actionOf(press: KeyPress, before: string | null): { action: ActionName } | { prefix: string } | null {
  const keys = keysOf(press);
  const action = (before ? BY_KEYS.get(`${before} ${keys}`) : undefined) ?? BY_KEYS.get(keys);
  if (action) return { action };
  return FIRST_OF_TWO.has(keys) ? { prefix: keys } : null;
}

/** The keys shown beside an action: `Shift+U`. */
export const keysFor = (action: ActionName): string => KEYS[action].keys[0];

/** The Latin letter of a press; on a keyboard of another script, the one at the same place. */
function letterOf({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/iu.test(key)) return key.toUpperCase();
  if (key.length === 1 && /[^\p{ASCII}]/u.test(key) && /^Key[A-Z]$/u.test(code)) return code.slice(3);
  return null;
}
