/** What the rows of the folder tree ask of the pane. Kept in a context, so that the tree is not built anew for it. */
import { createContext, use } from 'react';
import type { AccountId, FolderId, MessageId } from '../../../shared/ids.ts';
import type { UnifiedBox } from '../../../shared/model/view.ts';

export interface Point { readonly x: number; readonly y: number }

/** The account's menu was asked for at a point of the window. */
export type OnAccountMenu = (id: AccountId, at: Point) => void;
/** The same of a folder's. */
export type OnFolderMenu = (id: FolderId, at: Point) => void;
/** The same of a view across accounts. */
export type OnBoxMenu = (box: UnifiedBox, at: Point) => void;

export interface PaneActions {
  readonly onAccountMenu: OnAccountMenu;
  readonly onFolderMenu: OnFolderMenu;
  readonly onBoxMenu: OnBoxMenu;
  /** F2 on a folder: asked for a name in its row. */
  readonly onRename: (id: FolderId, row: Element) => void;
  readonly onDropMessages: (ids: readonly MessageId[], folderId: FolderId, copy: boolean) => void;
  /** `to` is null for the top. */
  readonly onDropFolder: (folderId: FolderId, to: FolderId | null) => void;
  /** Unfolds a row. */
  readonly onUnfold: (key: string) => void;
}

const PaneContext = createContext<PaneActions | null>(null);
export const PaneProvider = PaneContext.Provider;

export function usePane(): PaneActions {
  const actions = use(PaneContext);
  if (!actions) throw new Error('a row of the folder tree outside its pane');
  return actions;
}
