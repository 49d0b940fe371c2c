/** What stands in the folder tree at its top level, as elements that stay the same while they say the same. */
import { useMemo, useState, type ReactElement } from 'react';
import type { AccountPlace } from '../../engine/accounts.ts';
import { AccountItem } from './AccountItem.tsx';
import type { AccountNode, PaneTree } from './folder-tree.ts';
import { FAVOURITES, VIEWS } from './pane-keys.ts';
import { FavouritesItem, ViewsItem } from './SectionItems.tsx';

/** Kept as elements, so that choosing a folder does not build the collection anew, and an account that came does not build those anew that were there. */
export function useItems({ favourites, boxes, accounts: nodes }: PaneTree, accounts: readonly AccountPlace[]): ReactElement[] {
  const [known] = useState(() => new WeakMap<AccountNode, ReactElement>());
  const isOne = accounts.length === 1;
  const above = useMemo(() => (favourites.length > 0 ? [<FavouritesItem key={FAVOURITES} folders={favourites} accounts={accounts} />] : []), [favourites, accounts]);
  const views = useMemo(() => (boxes.length > 0 ? [<ViewsItem key={VIEWS} boxes={boxes} isOne={isOne} />] : []), [boxes, isOne]);
  const own = useMemo(() => nodes.map((node) => {
    const item = known.get(node) ?? <AccountItem key={node.account.id} node={node} />;
    known.set(node, item);
    return item;
  }), [known, nodes]);
  return useMemo(() => [...above, ...views, ...own], [above, views, own]);
}
