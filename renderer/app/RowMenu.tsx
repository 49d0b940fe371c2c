/** The menu of messages in the list, at the pointer or at the focused row, with the keys that do the same. */
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { MenuItem, MenuSeparator } from '../design/primitives/Menu.tsx';
import { MenuAt } from '../design/primitives/MenuAt.tsx';
import { isFlagged, isUnread } from '../features/message-list/list-row.ts';
import type { MenuRequest } from '../features/message-list/MessagePane.tsx';
import type { OnRowAction } from '../features/message-list/row-actions.ts';

export interface RowMenuProps extends MenuRequest {
  readonly onAction: OnRowAction;
  readonly onClose: () => void;
}

export function RowMenu({ at, ids, rows, onAction, onClose }: RowMenuProps) {
  const flagged = rows.length > 0 && rows.every(isFlagged);
  return (
    <MenuAt at={at} label={t('list.actions')} onClose={onClose}>
      <MenuItem label={t('actions.archive')} keys={keysFor('archive')} onAction={() => onAction('archive', ids)} />
      <MenuItem label={t('actions.delete')} keys={keysFor('delete')} onAction={() => onAction('delete', ids)} />
      <MenuSeparator />
      <MenuItem label={t(flagged ? 'actions.unflag' : 'actions.flag')} keys={keysFor('flag')} onAction={() => onAction(flagged ? 'unflag' : 'flag', ids)} />
      <MenuItem label={t('actions.tag')} keys={keysFor('tag')} onAction={() => onAction('tag', ids)} />
      {rows.some(isUnread) ? (
        <MenuItem label={t('actions.markRead')} keys={keysFor('markRead')} onAction={() => onAction('markRead', ids)} />
      ) : (
        <MenuItem label={t('actions.markUnread')} keys={keysFor('markUnread')} onAction={() => onAction('markUnread', ids)} />
      )}
    </MenuAt>
  );
}
