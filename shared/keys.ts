/** What the keyboard does: actions and their keys, as data. Their words are in shared/locales/en/keys.ts. Shown in tooltips, menus and the key list. */

export interface KeyBinding {
  /** First is the one shown. Modifiers in the order Mod+Alt+Shift; Mod is Ctrl, on a Mac Command. */
  readonly keys: readonly string[];
  readonly group: 'move' | 'go' | 'act' | 'select' | 'read' | 'write' | 'find' | 'window';
  /** Works while somebody types, too. */
  readonly whileTyping?: true;
  /** Done by the part that has the focus, not by the window: shown, not bound. */
  readonly isOwn?: true;
  /** May be held down. */
  readonly repeats?: true;
}

export const KEYS = {
  next: { keys: ['J', 'ArrowDown'], group: 'move', repeats: true },
  previous: { keys: ['K', 'ArrowUp'], group: 'move', repeats: true },
  open: { keys: ['Enter', 'O'], group: 'move' },
  back: { keys: ['Escape', 'U'], group: 'move', whileTyping: true },
  nextInConversation: { keys: ['N'], group: 'move', repeats: true },
  previousInConversation: { keys: ['P'], group: 'move', repeats: true },
  nextPane: { keys: ['F6'], group: 'move', whileTyping: true },
  previousPane: { keys: ['Shift+F6'], group: 'move', whileTyping: true },
  goInbox: { keys: ['G I'], group: 'go' },
  goFlagged: { keys: ['G S'], group: 'go' },
  goUnread: { keys: ['G U'], group: 'go' },
  goDrafts: { keys: ['G D'], group: 'go' },
  goSent: { keys: ['G T'], group: 'go' },
  goArchive: { keys: ['G A'], group: 'go' },
  goJunk: { keys: ['G !'], group: 'go' },
  goTrash: { keys: ['G #'], group: 'go' },
  goFolder: { keys: ['G L'], group: 'go' },
  archive: { keys: ['E'], group: 'act' },
  archiveNext: { keys: ['['], group: 'act' },
  archivePrevious: { keys: [']'], group: 'act' },
  delete: { keys: ['#', 'Delete', 'Backspace'], group: 'act' },
  junk: { keys: ['!'], group: 'act' },
  move: { keys: ['V'], group: 'act' },
  copy: { keys: ['Shift+V', 'Y'], group: 'act' },
  tag: { keys: ['L'], group: 'act' },
  flag: { keys: ['S'], group: 'act' },
  markUnread: { keys: ['Shift+U'], group: 'act' },
  markRead: { keys: ['Shift+I'], group: 'act' },
  markAllRead: { keys: ['Shift+C'], group: 'act' },
  menu: { keys: ['.'], group: 'act' },
  undo: { keys: ['Z', 'Mod+Z'], group: 'act' },
  toggle: { keys: ['X', 'Space'], group: 'select' },
  extendNext: { keys: ['Shift+J', 'Shift+ArrowDown'], group: 'select', repeats: true },
  extendPrevious: { keys: ['Shift+K', 'Shift+ArrowUp'], group: 'select', repeats: true },
  selectAll: { keys: ['Mod+A', '* A'], group: 'select' },
  selectNone: { keys: ['* N'], group: 'select' },
  selectUnread: { keys: ['* U'], group: 'select' },
  selectRead: { keys: ['* R'], group: 'select' },
  selectFlagged: { keys: ['* S'], group: 'select' },
  selectUnflagged: { keys: ['* T'], group: 'select' },
  expandAll: { keys: [';'], group: 'read' },
  collapseAll: { keys: [':'], group: 'read' },
  popOut: { keys: ['Shift+Enter'], group: 'read' },
  originalColours: { keys: ['Shift+D'], group: 'read' },
  print: { keys: ['Mod+P'], group: 'read' },
  saveMessage: { keys: ['Mod+S'], group: 'read' },
  // No letter by itself: images tell their sender that somebody reads.
  loadImages: { keys: ['Mod+I'], group: 'read' },
  saveAttachments: { keys: ['Mod+Shift+S'], group: 'read' },
  details: { keys: ['D'], group: 'read' },
  unsubscribe: { keys: ['Shift+L'], group: 'read' },
  headers: { keys: ['Shift+H'], group: 'read' },
  source: { keys: ['Mod+U'], group: 'read' },
  compose: { keys: ['C'], group: 'write' },
  reply: { keys: ['R'], group: 'write' },
  replyAll: { keys: ['A'], group: 'write' },
  forward: { keys: ['F'], group: 'write' },
  send: { keys: ['Mod+Enter'], group: 'write', isOwn: true },
  search: { keys: ['/'], group: 'find' },
  palette: { keys: ['Mod+K'], group: 'find', whileTyping: true },
  filter: { keys: ['Shift+F'], group: 'find' },
  listOptions: { keys: ['Shift+O'], group: 'window' },
  conversations: { keys: ['Shift+T'], group: 'window' },
  checkMail: { keys: ['Shift+N', 'F5'], group: 'window' },
  newFolder: { keys: ['Mod+Alt+N'], group: 'window' },
  renameFolder: { keys: ['F2'], group: 'window', isOwn: true },
  settings: { keys: ['Mod+,'], group: 'window', whileTyping: true },
  activity: { keys: ['G O'], group: 'window' },
  help: { keys: ['?'], group: 'window' },
} as const satisfies Record<string, KeyBinding>;

export type ActionName = keyof typeof KEYS;
export const ACTIONS = Object.keys(KEYS) as readonly ActionName[];

/** The groups in the order shown. */
export const KEY_GROUPS = [...new Set(ACTIONS.map((action) => KEYS[action].group))] as const;
export const bindingOf = (action: ActionName): KeyBinding => KEYS[action];

export interface KeyPress {
  /** As in a KeyboardEvent. */
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const BY_KEYS: ReadonlyMap<string, ActionName> = new Map(ACTIONS.filter((name) => !bindingOf(name).isOwn).flatMap((name) => KEYS[name].keys.map((keys): [string, ActionName] => [keys, name])));
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
