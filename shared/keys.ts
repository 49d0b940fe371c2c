/** What the keyboard does: actions and their keys, as data. Their words are in shared/locales/en/keys.ts. Shown in tooltips, menus and the key list. */

export interface KeyBinding {
  /** First is the one shown. Modifiers in the order Mod+Alt+Shift; Mod is Ctrl, on a Mac Command. */
  readonly keys: readonly string[];
  readonly group: 'move' | 'act' | 'write' | 'find' | 'window';
}

export const KEYS = {
  next: { keys: ['J', 'ArrowDown'], group: 'move' },
  previous: { keys: ['K', 'ArrowUp'], group: 'move' },
  open: { keys: ['Enter', 'O'], group: 'move' },
  back: { keys: ['Escape'], group: 'move' },
  goInbox: { keys: ['G I'], group: 'move' },
  goDrafts: { keys: ['G D'], group: 'move' },
  goSent: { keys: ['G T'], group: 'move' },
  archive: { keys: ['E'], group: 'act' },
  delete: { keys: ['#', 'Delete', 'Backspace'], group: 'act' },
  junk: { keys: ['!'], group: 'act' },
  flag: { keys: ['S'], group: 'act' },
  markUnread: { keys: ['Shift+U', 'U'], group: 'act' },
  markRead: { keys: ['Shift+I'], group: 'act' },
  tag: { keys: ['L'], group: 'act' },
  selectAll: { keys: ['Mod+A'], group: 'act' },
  toggle: { keys: ['X', 'Space'], group: 'act' },
  undo: { keys: ['Z', 'Mod+Z'], group: 'act' },
  compose: { keys: ['C'], group: 'write' },
  reply: { keys: ['R'], group: 'write' },
  replyAll: { keys: ['A'], group: 'write' },
  forward: { keys: ['F'], group: 'write' },
  search: { keys: ['/', 'Mod+K'], group: 'find' },
  activity: { keys: ['G A'], group: 'window' },
  help: { keys: ['?'], group: 'window' },
} as const satisfies Record<string, KeyBinding>;

export type ActionName = keyof typeof KEYS;
export const ACTIONS = Object.keys(KEYS) as readonly ActionName[];

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
