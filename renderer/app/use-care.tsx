/** Opens the menu of an account, a folder or a view, with what is behind it, where it was asked for; and carries out what is done to folders in the tree. */
import { useState, type ReactNode } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { t } from '../../shared/locales/t.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import { folderOf, type FolderPlace } from '../engine/folders.ts';
import { BoxCare } from '../features/folders/BoxCare.tsx';
import { FolderCare } from '../features/folders/FolderCare.tsx';
import { EmptyFolder } from '../features/folders/ForGood.tsx';
import { FolderNameDialog } from '../features/folders/FolderNameDialog.tsx';
import type { PaneActions, Point } from '../features/folders/pane-context.ts';
import { RenameInPlace } from '../features/folders/RenameInPlace.tsx';
import { useFolderCommand } from '../features/folders/use-folder-command.ts';
import { AccountCare } from '../features/setup/AccountCare.tsx';
import { PickParent } from './PickFolder.tsx';
import { useStable } from './use-stable.ts';

/** Kept as it was when it was asked: a dialog outlives what it removes. */
type Request = { readonly number: number } & (
  | { readonly kind: 'account'; readonly account: AccountPlace; readonly at: Point }
  | { readonly kind: 'folder'; readonly folder: FolderPlace; readonly at: Point }
  | { readonly kind: 'box'; readonly box: UnifiedBox; readonly at: Point }
  | { readonly kind: 'rename'; readonly folder: FolderPlace; readonly row: Element }
  | { readonly kind: 'empty'; readonly folder: FolderPlace }
  | { readonly kind: 'move'; readonly folder: FolderPlace }
  | { readonly kind: 'new-folder'; readonly accountId: AccountId }
);
type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'number'> : never) : never;

export interface Care extends Pick<PaneActions, 'onAccountMenu' | 'onFolderMenu' | 'onBoxMenu' | 'onRename' | 'onDropFolder'> {
  readonly care: ReactNode;
  /** Asks before what is in a folder is removed for good. */
  readonly askEmpty: (id: FolderId) => void;
}

export function useCare(accounts: readonly AccountPlace[], folders: readonly FolderPlace[], onStorage: () => void): Care {
  const { run } = useFolderCommand();
  const [request, setRequest] = useState<Request | null>(null);
  const ask = (asked: Asked): void => setRequest((old) => ({ ...asked, number: (old?.number ?? 0) + 1 }));
  const find = (id: FolderId): FolderPlace | undefined => folderOf(folders, id);
  const onAccountMenu = useStable((id: AccountId, at: Point) => {
    const account = accounts.find((one) => one.id === id);
    if (account) ask({ kind: 'account', account, at });
  });
  const onFolderMenu = useStable((id: FolderId, at: Point) => {
    const folder = find(id);
    if (folder) ask({ kind: 'folder', folder, at });
  });
  const onBoxMenu = useStable((box: UnifiedBox, at: Point) => ask({ kind: 'box', box, at }));
  const onRename = useStable((id: FolderId, row: Element) => {
    const folder = find(id);
    if (folder?.role === 'none') ask({ kind: 'rename', folder, row });
  });
  const askEmpty = useStable((id: FolderId) => {
    const folder = find(id);
    if (folder) ask({ kind: 'empty', folder });
  });
  const onDropFolder = useStable((id: FolderId, to: FolderId | null) => {
    const [folder, place] = [find(id), to === null ? null : find(to)];
    if (!folder || place === undefined) return;
    const name = visibleLine(folder.name, 60);
    void run('folders.move', { folderId: folder.id, parentId: place?.id ?? null }, place ? t('folders.movedInto', { name, place: visibleLine(place.name, 60) }) : t('folders.movedToTop', { name }));
  });
  // What takes a while may end after the next was asked for.
  const onDone = (): void => setRequest((old) => (old === request ? null : old));
  /** As it is called now; another program may have given it another name since it was asked about. */
  const now = (folder: FolderPlace): FolderPlace => folderOf(folders, folder.id) ?? folder;
  const care = (): ReactNode => {
    switch (request?.kind) {
      case undefined: return null;
      case 'account': return <AccountCare key={request.number} account={request.account} at={request.at} onStorage={onStorage} onNewFolder={() => ask({ kind: 'new-folder', accountId: request.account.id })} />;
      case 'folder': return <FolderCare key={request.number} folder={now(request.folder)} at={request.at} onMove={() => ask({ kind: 'move', folder: request.folder })} onDone={onDone} />;
      case 'empty': return <EmptyFolder key={request.number} folder={now(request.folder)} name={visibleLine(request.folder.name, 60)} onClose={onDone} />;
      case 'move': return <PickParent key={request.number} folder={now(request.folder)} accounts={accounts} folders={folders} onClose={onDone} />;
      case 'box': return <BoxCare key={request.number} box={request.box} at={request.at} onDone={onDone} />;
      case 'rename': return <RenameInPlace key={request.number} folder={now(request.folder)} row={request.row} onDone={onDone} />;
      case 'new-folder': return <FolderNameDialog key={request.number} accountId={request.accountId} parent={null} folder={null} onClose={onDone} />;
    }
  };
  return { care: care(), askEmpty, onAccountMenu, onFolderMenu, onBoxMenu, onRename, onDropFolder };
}
