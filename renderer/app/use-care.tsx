/** Opens the menu of an account or of a folder, with what is behind it, where it was asked for. */
import { useState, type ReactNode } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { FolderCare } from '../features/folders/FolderCare.tsx';
import type { OnAccountMenu, OnFolderMenu } from '../features/folders/FolderItems.tsx';
import { FolderNameDialog } from '../features/folders/FolderNameDialog.tsx';
import { AccountCare } from '../features/setup/AccountCare.tsx';
import { useStable } from './use-stable.ts';

type Place = { readonly x: number; readonly y: number };
/** Kept as it was when it was asked: a dialog outlives what it removes. */
type Request = { readonly number: number } & (
  | { readonly kind: 'account'; readonly account: AccountPlace; readonly at: Place }
  | { readonly kind: 'folder'; readonly folder: FolderPlace; readonly at: Place }
  | { readonly kind: 'new-folder'; readonly accountId: AccountId }
);

export interface Care {
  readonly care: ReactNode;
  readonly onAccountMenu: OnAccountMenu;
  readonly onFolderMenu: OnFolderMenu;
}

export function useCare(accounts: readonly AccountPlace[], folders: readonly FolderPlace[], onStorage: () => void): Care {
  const [request, setRequest] = useState<Request | null>(null);
  const next = (old: Request | null): number => (old?.number ?? 0) + 1;
  const onAccountMenu = useStable<Parameters<OnAccountMenu>>((id, at) => {
    const account = accounts.find((one) => one.id === id);
    if (account) setRequest((old) => ({ kind: 'account', account, at, number: next(old) }));
  });
  const onFolderMenu = useStable<Parameters<OnFolderMenu>>((id, at) => {
    const folder = folders.find((one) => one.id === id);
    if (folder) setRequest((old) => ({ kind: 'folder', folder, at, number: next(old) }));
  });
  // What takes a while may end after the next was asked for.
  const onDone = (): void => setRequest((old) => (old === request ? null : old));
  const care = (): ReactNode => {
    switch (request?.kind) {
      case undefined: return null;
      case 'account': return <AccountCare key={request.number} account={request.account} at={request.at} onStorage={onStorage} onNewFolder={() => setRequest((old) => ({ kind: 'new-folder', accountId: request.account.id, number: next(old) }))} />;
      case 'folder': return <FolderCare key={request.number} folder={request.folder} at={request.at} onDone={onDone} />;
      case 'new-folder': return <FolderNameDialog key={request.number} accountId={request.accountId} parent={null} folder={null} onClose={onDone} />;
    }
  };
  return { care: care(), onAccountMenu, onFolderMenu };
}
