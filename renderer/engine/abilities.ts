/** What the servers let be done, by what is shown of it: rights in a folder, whose folders there are, room left. */
import { useCallback } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import type { AccountAbility, FolderAbility, FolderRights } from '../../shared/model/abilities.ts';
import type { ProjectionState } from './projection-store.ts';
import { useShared } from './use-shared.ts';

type State = ProjectionState<'folders.abilities'>;
export type Rights = Readonly<Record<FolderId, FolderRights>>;
export type Foreign = Readonly<Record<FolderId, 'other' | 'shared'>>;
export type Quota = AccountAbility['quota'];

const NO_QUOTA: Quota = [];
const allOf = ({ value }: State): readonly FolderAbility[] => value?.accounts.flatMap(({ folders }) => folders) ?? [];
const foreignOf = (state: State): Foreign => Object.fromEntries(allOf(state).flatMap(({ folderId, namespace }) => (namespace === 'personal' ? [] : [[folderId, namespace]])));
const rightsOf = (state: State): Rights => Object.fromEntries(allOf(state).flatMap(({ folderId, rights }) => (rights ? [[folderId, rights]] : [])));

/** Folders that are not the user's own. */
export const useForeign = (): Foreign => useShared('folders.abilities', foreignOf);

/** A folder that is not in it: the server has not said, and is asked by trying. */
export const useRights = (): Rights => useShared('folders.abilities', rightsOf);

export const useFolderRights = (id: FolderId): FolderRights | null => useShared('folders.abilities', useCallback((state: State) => indexOf(state)[id] ?? null, [id]));

const tagless = ({ value }: State): readonly AccountId[] => value?.accounts.flatMap(({ accountId, newKeywords, keywords }) => (newKeywords === false && keywords.length === 0 ? [accountId] : [])) ?? [];

/** Accounts whose servers keep no tags at all. */
export const useTagless = (): readonly AccountId[] => useShared('folders.abilities', tagless);

const indexes = new WeakMap<object, Rights>();

/** Every row asks for its own, so the list is walked once for all of them. */
function indexOf(state: State): Rights {
  if (!state.value) return {};
  const index = indexes.get(state.value) ?? rightsOf(state);
  indexes.set(state.value, index);
  return index;
}

export const useQuota = (id: AccountId): Quota => useShared('folders.abilities', useCallback(({ value }: State) => value?.accounts.find(({ accountId }) => accountId === id)?.quota ?? NO_QUOTA, [id]));
