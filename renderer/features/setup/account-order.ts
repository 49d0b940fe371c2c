/** The order of the accounts as the user has put them. Pure. */
import type { AccountId } from '../../../shared/ids.ts';
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts';

/** Those without a place come last, as they are. */
export const inOrder = <A extends { readonly id: AccountId }>(accounts: readonly A[], places: Settings['accounts']): readonly A[] =>
  [...accounts].sort((a, b) => (places[a.id]?.place ?? Infinity) - (places[b.id]?.place ?? Infinity) || 0);

/** With the one at `from` taken to `to`. */
export function moved<T>(all: readonly T[], from: number, to: number): readonly T[] {
  const rest = all.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)];
}

export const placesOf = (accounts: readonly { readonly id: AccountId }[]): SettingsChange =>
  ({ accounts: Object.fromEntries(accounts.map(({ id }, place) => [id, { place }])) });
