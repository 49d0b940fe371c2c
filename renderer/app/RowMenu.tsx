/** The menu of messages in the list, at the pointer or at the focused row, with the keys that do the same. */
import { Archive, Copy, Flag, FlagOff, FolderInput, Mail, MailOpen, ShieldAlert, ShieldCheck, Tag, Trash2, type LucideIcon } from 'lucide-react';
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { MESSAGE_ACTIONS, type MessageAction, type RunAction, type WhyNot } from '../../shared/message-actions.ts';
import { MenuItem, MenuSeparator } from '../design/primitives/Menu.tsx';
import { MenuAt } from '../design/primitives/MenuAt.tsx';
import { isFlagged, isUnread } from '../features/message-list/list-row.ts';
import type { MenuRequest } from '../features/message-list/MessagePane.tsx';

export interface RowMenuProps extends MenuRequest {
  readonly onAction: RunAction;
  readonly whyNot: WhyNot;
  readonly onClose: () => void;
}

export function RowMenu({ at, ids, rows, onAction, whyNot, onClose }: RowMenuProps) {
  const item = (action: MessageAction, Icon: LucideIcon) => {
    const reason = whyNot(action, ids);
    return <MenuItem label={t(`actions.${action}`)} icon={<Icon size={16} aria-hidden />} keys={keysFor(MESSAGE_ACTIONS[action].key)} isDisabled={reason !== null} note={reason} onAction={() => onAction(action, ids)} />;
  };
  const isJunk = whyNot('notJunk', ids) === null;
  return (
    <MenuAt at={at} label={t('list.actions')} onClose={onClose}>
      {item('archive', Archive)}
      {item('delete', Trash2)}
      {isJunk ? item('notJunk', ShieldCheck) : item('junk', ShieldAlert)}
      <MenuSeparator />
      {item('move', FolderInput)}
      {item('copy', Copy)}
      <MenuSeparator />
      {rows.length > 0 && rows.every(isFlagged) ? item('unflag', FlagOff) : item('flag', Flag)}
      {item('tag', Tag)}
      {rows.some(isUnread) ? item('markRead', MailOpen) : item('markUnread', Mail)}
    </MenuAt>
  );
}
