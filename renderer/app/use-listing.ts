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

/** `key` names the place, `was` are names it had. */
export function useListing(key: string | null, was: readonly string[] = NONE): ListingState {
  const [places, setPlaces] = useState<ReadonlyMap<string, PlaceListing>>(new Map());
  const [optionsShown, showOptions] = useState(false);
  const name = key ?? '';
  const changeListing = useCallback((change: Partial<PlaceListing>) => setPlaces((old) => {
    const next = { ...listingOf(old, name, was), ...change };
    return new Map(old).set(name, isFiltered(next.filter) ? { ...next, isFiltering: true } : next);
  }), [name, was]);
  const toggleFilters = useCallback(() => setPlaces((old) => {
    const before = listingOf(old, name, was);
    return new Map(old).set(name, before.isFiltering ? { ...before, isFiltering: false, filter: NO_FILTER } : { ...before, isFiltering: true });
  }), [name, was]);
  const listing = listingOf(places, name, was);
  return useMemo(() => ({ listing, changeListing, toggleFilters, optionsShown, showOptions }), [listing, changeListing, toggleFilters, optionsShown]);
}

const NONE: readonly string[] = [];

/** The newest name first. */
const listingOf = (places: ReadonlyMap<string, PlaceListing>, name: string, was: readonly string[]): PlaceListing => [name, ...was.toReversed()].map((one) => places.get(one)).find((one) => one !== undefined) ?? AT_FIRST;
