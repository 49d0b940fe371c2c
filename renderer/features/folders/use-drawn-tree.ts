/** What the folder tree is given to draw: all of it together, after the list that was chosen, and new rows a few at a time. */
import { useEffect, useMemo } from 'react';
import type { AccountPlace } from '../../engine/accounts.ts';
import type { PaneTree } from './folder-tree.ts';
import type { FolderTreeProps } from './FolderTree.tsx';
import { useItems } from './use-items.tsx';
import { useLater } from './use-later.ts';
import { usePortions } from './use-portions.ts';

export type DrawnTree = Pick<FolderTreeProps, 'items' | 'disabled' | 'selected' | 'unfolded'>;

interface Drawn extends DrawnTree { readonly portion: PaneTree }

const NOTHING: Drawn = { portion: { favourites: [], boxes: [], accounts: [] }, items: [], disabled: [], selected: [], unfolded: new Set() };

/** All rows are drawn anew for any of these. */
export function useDrawnTree(pane: PaneTree, accounts: readonly AccountPlace[], { disabled, selected, unfolded }: Omit<DrawnTree, 'items'>): DrawnTree {
  const { pane: portion, onDrawn } = usePortions(pane);
  const items = useItems(portion, accounts);
  const wanted = useMemo<Drawn>(() => ({ portion, items, disabled, selected, unfolded }), [portion, items, disabled, selected, unfolded]);
  const { portion: onScreen, ...drawn } = useLater(wanted, NOTHING);
  useEffect(() => onDrawn(onScreen), [onDrawn, onScreen]);
  return drawn;
}
