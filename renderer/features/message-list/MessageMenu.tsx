/** The menu of the selected messages, at the pointer or at the focused row, with the keys that do the same. */
import { keysFor } from '../../../shared/keys.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { MenuAt } from '../../design/primitives/MenuAt.tsx';
import type { OnRowAction } from './row-actions.ts';

export interface MessageMenuProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly ids: readonly MessageId[];
  /** Whether what the menu can take off is on. */
  readonly flagged: boolean;
  readonly unread: boolean;
  readonly onAction: OnRowAction;
  readonly onClose: () => void;
}

export const MessageMenu = ({ at, ids, flagged, unread, onAction, onClose }: MessageMenuProps) => (
  <MenuAt at={at} label="Actions" onClose={onClose}>
    <MenuItem label="Archive" keys={keysFor('archive')} onAction={() => onAction('archive', ids)} />
    <MenuItem label="Delete" keys={keysFor('delete')} onAction={() => onAction('delete', ids)} />
    <MenuSeparator />
    <MenuItem label={flagged ? 'Take the flag off' : 'Flag'} keys={keysFor('flag')} onAction={() => onAction(flagged ? 'unflag' : 'flag', ids)} />
    {unread ? (
      <MenuItem label="Mark as read" keys={keysFor('markRead')} onAction={() => onAction('markRead', ids)} />
    ) : (
      <MenuItem label="Mark as unread" keys={keysFor('markUnread')} onAction={() => onAction('markUnread', ids)} />
    )}
  </MenuAt>
);
