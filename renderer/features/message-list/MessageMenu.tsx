/** The menu of the selected messages, at the pointer or at the focused row, with the keys that do the same. */
import { keysFor } from '../../../shared/keys.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
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
  <MenuAt at={at} label={t('list.actions')} onClose={onClose}>
    <MenuItem label={t('actions.archive')} keys={keysFor('archive')} onAction={() => onAction('archive', ids)} />
    <MenuItem label={t('actions.delete')} keys={keysFor('delete')} onAction={() => onAction('delete', ids)} />
    <MenuSeparator />
    <MenuItem label={t(flagged ? 'actions.unflag' : 'actions.flag')} keys={keysFor('flag')} onAction={() => onAction(flagged ? 'unflag' : 'flag', ids)} />
    {unread ? (
      <MenuItem label={t('actions.markRead')} keys={keysFor('markRead')} onAction={() => onAction('markRead', ids)} />
    ) : (
      <MenuItem label={t('actions.markUnread')} keys={keysFor('markUnread')} onAction={() => onAction('markUnread', ids)} />
    )}
  </MenuAt>
);
