/** The rows of a list, messages or conversations, as a window that follows the scroll position. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import { filterSchema, listKey, NEWEST_FIRST, NO_FILTER, type Filter, type ListView, type Sort } from '../../../shared/model/view.ts';
import type { ProjectionInput } from '../../../shared/ipc/contract.ts';
import { useProjection } from '../../engine/use-projection.ts';
import { useAskedRows } from './asked-rows.ts';
import type { ListRow } from './list-row.ts';
import { keepList, recallList } from './recent-lists.ts';
import type { RowSource } from './row-source.ts';
import { FIRST_WINDOW, planWindow, type Range } from './window-plan.ts';

/** Which messages, in which order, and which of them. */
export interface Listing {
  readonly view: ListView;
  readonly sort?: Sort;
  readonly filter?: Filter;
  /** One row for a conversation. */
  readonly conversations?: boolean;
}

export interface ListRows extends RowSource {
  /** Messages in the view, whatever the filter (or conversations); `total` counts the rows of the list. */
  readonly all: number;
  readonly unread: number;
  /** More summaries are on their way: an empty list is not yet an empty folder. */
  readonly isSyncing: boolean;
  /** The order or the filter is still being worked out. */
  readonly isSorting: boolean;
  readonly failure: Failure | null;
}

/** What the list is called. */
export const keyOfListing = ({ view, sort = NEWEST_FIRST, filter = NO_FILTER, conversations = false }: Listing): string => `${conversations ? 'conversations ' : ''}${listKey({ view, sort, filter })}`;

const NO_ROWS: readonly ListRow[] = [];

/** Watches nothing while there is none. */
export function useListRows(listing: Listing | null): ListRows {
  const { view, sort = NEWEST_FIRST, filter = NO_FILTER, conversations = false } = listing ?? {};
  const key = view ? keyOfListing({ view, sort, filter, conversations }) : '';
  const [asked, setAsked] = useState<{ key: string; from: number; count: number }>({ key, ...FIRST_WINDOW });
  const recent = recallList(key);
  const { from, count } = asked.key === key ? asked : (recent?.window ?? FIRST_WINDOW);
  const input = view ? { view, sort, filter, from, count } : null;
  const messages = useProjection('messages.list', conversations ? null : input);
  const threads = useProjection('conversations.list', conversations ? input : null);
  const live = conversations ? threads : messages;
  const answered = view && live.input && isSameList(live.input, { view, sort, filter }) ? live.value : null;
  useEffect(() => {
    if (answered && live.input) keepList(key, { value: answered, window: { from: live.input.from, count: live.input.count } });
  }, [key, answered, live.input]);
  // As it was when it was left, until the answer is there.
  const own = answered ?? (live.failure ? null : (recent?.value ?? null));
  const rows = useAskedRows(own?.rows ?? NO_ROWS);

  const onRange = useCallback((range: Range) => setAsked((old) => {
    const current = old.key === key ? old : { key, ...(recallList(key)?.window ?? FIRST_WINDOW) };
    const next = planWindow(range, current);
    return next === current ? old : { key, ...next };
  }), [key]);

  return {
    key,
    total: own?.matching ?? 0,
    all: own?.total ?? 0,
    from: own?.from ?? 0,
    rows,
    unread: own?.unread ?? 0,
    isLoading: own === null,
    isSyncing: own?.syncing ?? false,
    isSorting: own?.complete === false,
    failure: live.failure,
    onRange,
  };
}

const isSameList = (input: ProjectionInput<'messages.list'>, wanted: { readonly view: ListView; readonly sort: Sort; readonly filter: Filter }): boolean =>
  listKey({ ...input, filter: filterSchema.parse(input.filter ?? {}) }) === listKey(wanted);
