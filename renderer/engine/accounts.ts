/** Accounts, live, by what is shown of them: who they are changes seldom, where they stand several times a second. */
import { useCallback } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import type { AccountSummary } from '../../shared/model/account.ts';
import type { ProjectionState } from './projection-store.ts';
import { useShared } from './use-shared.ts';

export type AccountPlace = Pick<AccountSummary, 'id' | 'email' | 'name' | 'demo'>;

type State = ProjectionState<'accounts.list'>;

const placesOf = ({ value }: State): readonly AccountPlace[] => value?.accounts.map(({ id, email, name, demo }) => ({ id, email, name, demo })) ?? [];
const allOf = ({ value }: State): readonly AccountSummary[] => value?.accounts ?? NO_ACCOUNTS;
const NO_ACCOUNTS = [] as const;

export const useAccountPlaces = (): readonly AccountPlace[] => useShared('accounts.list', placesOf);

/** All of it: changes with every number of a sync. */
export const useAccounts = (): readonly AccountSummary[] => useShared('accounts.list', allOf);

/** What `select` takes of one account; null when it is gone. `select` must keep its identity. */
export function useAccount<T>(id: AccountId, select: (account: AccountSummary) => T): T | null {
  return useShared('accounts.list', useCallback(({ value }: State) => {
    const account = value?.accounts.find((one) => one.id === id);
    return account ? select(account) : null;
  }, [id, select]));
}
