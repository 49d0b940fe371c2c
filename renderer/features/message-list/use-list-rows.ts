/** The rows of a list as a window that follows the scroll position. */
import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import { filterSchema, listKey, NEWEST_FIRST, NO_FILTER, type Filter, type ListView, type Sort } from '../../../shared/model/view.ts';
import { useProjection } from '../../engine/use-projection.ts';
import type { RowSource } from './row-source.ts';
import { FIRST_WINDOW, planWindow, type Range } from './window-plan.ts';

/** Which messages, in which order, and which of them. */
export interface Listing {
  readonly view: ListView;
  readonly sort?: Sort;
  readonly filter?: Filter;
}

export interface ListRows extends RowSource {
  /** In the view, whatever the filter; `total` counts the rows of the list. */
  readonly all: number;
  readonly unread: number;
  /** More summaries are on their way: an empty list is not yet an empty folder. */
  readonly isSyncing: boolean;
  /** The order or the filter is still being worked out. */
  readonly isSorting: boolean;
  readonly failure: Failure | null;
}

export function useListRows({ view, sort = NEWEST_FIRST, filter = NO_FILTER }: Listing): ListRows {
  const key = listKey({ view, sort, filter });
  const [asked, setAsked] = useState<{ key: string; from: number; count: number }>({ key, ...FIRST_WINDOW });
  const window = asked.key === key ? asked : { key, ...FIRST_WINDOW };
  const { value, input, failure } = useProjection('messages.list', { view, sort, filter, from: window.from, count: window.count });
  const own = input && listKey({ view: input.view, sort: input.sort, filter: filterSchema.parse(input.filter ?? {}) }) === key ? value : null;

  const onRange = useCallback((range: Range) => setAsked((old) => {
    const current = old.key === key ? old : { key, ...FIRST_WINDOW };
    const next = planWindow(range, current);
    return next === current ? old : { key, ...next };
  }), [key]);

  return {
    key,
    total: own?.matching ?? 0,
    all: own?.total ?? 0,
    from: own?.from ?? 0,
    rows: own?.rows ?? [],
    unread: own?.unread ?? 0,
    isLoading: own === null,
    isSyncing: own?.syncing ?? false,
    isSorting: own?.complete === false,
    failure,
    onRange,
  };
}
