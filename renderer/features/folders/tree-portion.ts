/** The folder tree a few rows at a time: all that it is given it draws in one go, and that takes as long as the first rows of a list. */
import type { AccountNode, FolderNode, ForeignGroup, PaneTree } from './folder-tree.ts';

export interface Portion {
  readonly pane: PaneTree;
  /** What is in it. */
  readonly keys: ReadonlySet<string>;
}

/** What is `shown` already, and at most so many rows more, from above. What is whole stays the very same object. Pure. */
export function nextPortion(pane: PaneTree, shown: ReadonlySet<string>, most: number): Portion {
  const keys = new Set<string>();
  let left = most;
  const mayStay = (key: string): boolean => {
    if (!shown.has(key) && left-- <= 0) return false;
    keys.add(key);
    return true;
  };
  const ofFolders = (nodes: readonly FolderNode[]): readonly FolderNode[] => kept(nodes, (node) => {
    if (!mayStay(node.folder.id)) return null;
    const children = ofFolders(node.children);
    return children === node.children ? node : { ...node, children };
  });
  const ofGroups = (groups: readonly ForeignGroup[], account: string): readonly ForeignGroup[] => kept(groups, (group) => {
    if (!mayStay(`${group.kind} ${account}`)) return null;
    const folders = ofFolders(group.folders);
    return folders === group.folders ? group : { ...group, folders };
  });
  const favourites = kept(pane.favourites, (folder) => (mayStay(`favourite ${folder.id}`) ? folder : null));
  const boxes = kept(pane.boxes, (box) => (mayStay(`box ${box}`) ? box : null));
  const accounts = kept(pane.accounts, (node): AccountNode | null => {
    if (!mayStay(node.account.id)) return null;
    const [folders, groups] = [ofFolders(node.folders), ofGroups(node.groups, node.account.id)];
    return folders === node.folders && groups === node.groups ? node : { ...node, folders, groups };
  });
  const isWhole = favourites === pane.favourites && boxes === pane.boxes && accounts === pane.accounts;
  return { pane: isWhole ? pane : { favourites, boxes, accounts }, keys };
}

/** The list itself where nothing of it changes. */
function kept<T>(list: readonly T[], keep: (item: T) => T | null): readonly T[] {
  const next = list.flatMap((item) => keep(item) ?? []);
  return next.length === list.length && next.every((item, index) => item === list[index]) ? list : next;
}
