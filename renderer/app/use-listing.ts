/** How each place of the window is listed: its order and its filter, remembered until the window closes. */
import { useCallback, useMemo, useState } from 'react';
import { isFiltered, NEWEST_FIRST, NO_FILTER, type Filter, type Sort } from '../../shared/model/view.ts';

export interface PlaceListing {
  readonly sort: Sort;
  readonly filter: Filter;
  /** Whether the filters are shown; they are while one is on. */
  readonly isFiltering: boolean;
}

const AT_FIRST: PlaceListing = { sort: NEWEST_FIRST, filter: NO_FILTER, isFiltering: false };

export interface ListingState {
  readonly listing: PlaceListing;
  readonly changeListing: (change: Partial<PlaceListing>) => void;
  /** Shows the filters; shown ones go, and filter no longer. */
  readonly toggleFilters: () => void;
  /** The menu with orders and views. */
  readonly optionsShown: boolean;
  readonly showOptions: (isShown: boolean) => void;
}

/** `key` names the place. */
export function useListing(key: string | null): ListingState {
  const [places, setPlaces] = useState<ReadonlyMap<string, PlaceListing>>(new Map());
  const [optionsShown, showOptions] = useState(false);
  const name = key ?? '';
  const changeListing = useCallback((change: Partial<PlaceListing>) => setPlaces((old) => {
    const next = { ...(old.get(name) ?? AT_FIRST), ...change };
    return new Map(old).set(name, isFiltered(next.filter) ? { ...next, isFiltering: true } : next);
  }), [name]);
  const toggleFilters = useCallback(() => setPlaces((old) => {
    const before = old.get(name) ?? AT_FIRST;
    return new Map(old).set(name, before.isFiltering ? { ...before, isFiltering: false, filter: NO_FILTER } : { ...before, isFiltering: true });
  }), [name]);
  const listing = places.get(name) ?? AT_FIRST;
  return useMemo(() => ({ listing, changeListing, toggleFilters, optionsShown, showOptions }), [listing, changeListing, toggleFilters, optionsShown]);
}
