/** What the icons of a row do. */
import type { MessageId } from '../../../shared/ids.ts';

const ROW_ACTIONS = ['archive', 'delete', 'flag', 'unflag', 'markRead', 'markUnread', 'tag'] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

export const isRowAction = (text: string | undefined): text is RowAction => ROW_ACTIONS.some((action) => action === text);

/** Whether the row may go with it. */
export const takesAway = (action: RowAction): boolean => action === 'archive' || action === 'delete';

export type OnRowAction = (action: RowAction, ids: readonly MessageId[]) => void;
