/** What the list's header says of the list. */
import { t } from '../../shared/locales/t.ts';
import { isFiltered, type Filter } from '../../shared/model/view.ts';
import type { ListRows } from '../features/message-list/use-list-rows.ts';

export function listStatus({ isLoading, isSyncing, isSorting, total, all, unread }: ListRows, filter: Filter, conversations: boolean): string {
  if (isLoading) return '';
  if (isFiltered(filter)) return isSyncing || isSorting ? t('list.matchingSoFar', { n: total }) : t('list.matching', { n: total, all });
  const words = isSyncing ? t('app.soFar', { n: total }) : total > 0 && t(conversations ? 'list.conversations' : 'app.messages', { count: total });
  return [unread > 0 && t('app.unread', { n: unread }), words].filter(Boolean).join(', ');
}
