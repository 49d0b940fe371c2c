/** What can be done with messages, as data: for toolbars, menus, keys, drags and the command palette alike. */
import type { MessageId } from './ids.ts';
import type { ActionName } from './keys.ts';
import type { FolderRights } from './model/abilities.ts';

export interface MessageActionFacts {
  /** The key that does it. */
  readonly key: ActionName;
  /** What the folder must allow (RFC 4314); null: nothing. */
  readonly needs: keyof FolderRights | null;
  /** Takes the messages out of the list. */
  readonly removes: boolean;
  /** Asks for more before anything is done: a folder, a tag. */
  readonly asks: boolean;
}

/** `flag` and `unflag` and the like do one thing to all; `toggleFlag` and `toggleJunk` what makes sense for those given. */
export const MESSAGE_ACTIONS = {
  archive: { key: 'archive', needs: 'remove', removes: true, asks: false },
  delete: { key: 'delete', needs: 'remove', removes: true, asks: false },
  junk: { key: 'junk', needs: 'remove', removes: true, asks: false },
  notJunk: { key: 'junk', needs: 'remove', removes: true, asks: false },
  toggleJunk: { key: 'junk', needs: 'remove', removes: true, asks: false },
  move: { key: 'move', needs: 'remove', removes: true, asks: true },
  copy: { key: 'copy', needs: null, removes: false, asks: true },
  tag: { key: 'tag', needs: 'flag', removes: false, asks: true },
  flag: { key: 'flag', needs: 'flag', removes: false, asks: false },
  unflag: { key: 'flag', needs: 'flag', removes: false, asks: false },
  toggleFlag: { key: 'flag', needs: 'flag', removes: false, asks: false },
  markRead: { key: 'markRead', needs: 'markRead', removes: false, asks: false },
  markUnread: { key: 'markUnread', needs: 'markRead', removes: false, asks: false },
} as const satisfies Record<string, MessageActionFacts>;

export type MessageAction = keyof typeof MESSAGE_ACTIONS;

/** By name on ids; asks for a folder or a tag where the action needs one. */
export type RunAction = (action: MessageAction, ids: readonly MessageId[]) => void;
/** Why it cannot be done now, a sentence; null if it can. */
export type WhyNot = (action: MessageAction, ids: readonly MessageId[]) => string | null;
