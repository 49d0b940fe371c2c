/** The menu of the selected messages, at the pointer or at the focused row, with the keys that do the same. */
import { useRef } from 'react';
import { Menu as AriaMenu, Popover } from 'react-aria-components';
import { keysFor } from '../../../shared/keys.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import menu from '../../design/primitives/Menu.module.css';
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

export function MessageMenu({ at, ids, flagged, unread, onAction, onClose }: MessageMenuProps) {
  const point = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={point} style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      <Popover triggerRef={point} isOpen onOpenChange={(open) => { if (!open) onClose(); }} placement="bottom start" offset={0} className={menu.popover ?? ''}>
        <AriaMenu aria-label="Actions" className={menu.menu ?? ''} autoFocus="first" onClose={onClose}>
          <MenuItem label="Archive" keys={keysFor('archive')} onAction={() => onAction('archive', ids)} />
          <MenuItem label="Delete" keys={keysFor('delete')} onAction={() => onAction('delete', ids)} />
          <MenuSeparator />
          <MenuItem label={flagged ? 'Take the flag off' : 'Flag'} keys={keysFor('flag')} onAction={() => onAction(flagged ? 'unflag' : 'flag', ids)} />
          {unread ? (
            <MenuItem label="Mark as read" keys={keysFor('markRead')} onAction={() => onAction('markRead', ids)} />
          ) : (
            <MenuItem label="Mark as unread" keys={keysFor('markUnread')} onAction={() => onAction('markUnread', ids)} />
          )}
        </AriaMenu>
      </Popover>
    </>
  );
}
