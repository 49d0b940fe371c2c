/** Whether something waits for the user: operations that were refused, accounts that cannot go on. */
import { t } from '../../shared/locales/t.ts';
import type { ProjectionState } from './projection-store.ts';
import { useShared } from './use-shared.ts';

const parkedOf = ({ value }: ProjectionState<'activity.list'>): number => value?.operations.filter(({ state }) => state === 'parked').length ?? 0;
const stuckOf = ({ value }: ProjectionState<'accounts.list'>): number => value?.accounts.filter(({ phase }) => phase === 'needs-you').length ?? 0;

export const useParked = (): number => useShared('activity.list', parkedOf);

/** In words; empty when nothing does. */
export function useAttention(): string {
  const parked = useParked();
  const stuck = useShared('accounts.list', stuckOf);
  return [parked > 0 && t('activity.actionsNeed', { count: parked }), stuck > 0 && t('activity.accountsNeed', { count: stuck })].filter(Boolean).join(', ');
}
