/** Opens the menu of an account, with what is behind it, where it was asked for. */
import { useState, type ReactNode } from 'react';
import type { AccountPlace } from '../engine/accounts.ts';
import type { OnAccountMenu } from '../features/folders/FolderItems.tsx';
import { AccountCare } from '../features/setup/AccountCare.tsx';
import { useStable } from './use-stable.ts';

interface Request { readonly account: AccountPlace; readonly at: { readonly x: number; readonly y: number }; readonly number: number }

export function useAccountCare(accounts: readonly AccountPlace[]): { readonly care: ReactNode; readonly onAccountMenu: OnAccountMenu } {
  const [request, setRequest] = useState<Request | null>(null);
  const onAccountMenu = useStable<Parameters<OnAccountMenu>>((id, at) => {
    const account = accounts.find((one) => one.id === id);
    // Kept as it is now: the dialog outlives the account it removes.
    if (account) setRequest((old) => ({ account, at, number: (old?.number ?? 0) + 1 }));
  });
  return { care: request ? <AccountCare key={request.number} account={request.account} at={request.at} /> : null, onAccountMenu };
}
