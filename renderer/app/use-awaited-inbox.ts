/** Where the window is before the folders of an account are known: its list is drawn by then, and the first messages need only their rows. */
import { startTransition, useEffect, useMemo, useState } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { awaitedInbox, type Place } from './place.ts';

/** `newest` is an account just added. */
export function useAwaitedInbox(accounts: readonly AccountPlace[], folders: readonly FolderPlace[], newest: AccountId | null): Place | null {
  const id = awaited(accounts, folders, newest);
  // After what is drawn with it, and in slices: the window appears first.
  const [drawn, setDrawn] = useState<AccountId | null>(null);
  useEffect(() => startTransition(() => setDrawn(id)), [id]);
  return useMemo(() => (id !== null && id === drawn ? awaitedInbox(id) : null), [id, drawn]);
}

/** The account just added, else the first where there are no folders at all. */
export function awaited(accounts: readonly Pick<AccountPlace, 'id'>[], folders: readonly Pick<FolderPlace, 'accountId'>[], newest: AccountId | null): AccountId | null {
  if (accounts.some(({ id }) => id === newest) && !folders.some(({ accountId }) => accountId === newest)) return newest;
  return folders.length === 0 ? (accounts[0]?.id ?? null) : null;
}
