/** What has been asked for and has not reached the server for longer than a moment, in words for the line of state. */
import type { OperationRow } from '../../shared/model/activity.ts';
import { t } from '../../shared/locales/t.ts';
import type { ProjectionState } from './projection-store.ts';
import { useShared } from './use-shared.ts';

/** Milliseconds in which most things are done, and nothing need be said. */
const A_MOMENT = 4000;

const NONE: readonly OperationRow[] = [];
const operationsOf = ({ value }: ProjectionState<'activity.list'>): readonly OperationRow[] => value?.operations ?? NONE;

/** Empty when nothing is late. `now` in milliseconds since 1970. */
export const useUnderWay = (now: number): string => underWayWords(useShared('activity.list', operationsOf), now);

/** `1 message not sent yet`, `2 changes not on the server yet`. */
export function underWayWords(operations: readonly OperationRow[], now: number): string {
  const late = operations.filter(({ state, createdAt }) => (state === 'waiting' || state === 'running') && now - createdAt > A_MOMENT);
  const sends = late.filter(({ kind }) => kind === 'send').length;
  if (sends > 0) return t('activity.notSent', { count: sends });
  return late.length > 0 ? t('activity.notOnServer', { count: late.length }) : '';
}
