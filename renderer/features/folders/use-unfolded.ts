/** Which rows of the folder tree are unfolded: kept in the journal. */
import { useEffect, useMemo } from 'react';
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts';
import { useChangeSettings } from '../../engine/settings.ts';
import { useKept } from '../../engine/use-kept.ts';
import type { AccountNode } from './folder-tree.ts';
import { FAVOURITES, groupKey, VIEWS } from './pane-keys.ts';

export interface Unfolded {
  readonly keys: ReadonlySet<string>;
  /** What can be unfolded: what holds something. */
  readonly holders: ReadonlySet<string>;
  readonly change: (keys: ReadonlySet<string>) => void;
}

type Choices = Pick<Settings, 'folders' | 'accounts' | 'folderPane'>;

export function useUnfolded(tree: readonly AccountNode[], choices: Choices): Unfolded {
  const changeSettings = useChangeSettings();
  const accounts = useMemo(() => new Set<string>(tree.map(({ account }) => account.id)), [tree]);
  const all = useMemo(() => [FAVOURITES, VIEWS, ...tree.flatMap(keysOf)], [tree]);
  const unfolded = useKept(useMemo(() => all.filter((key) => !isFolded(choices, key)), [all, choices]));
  const keys = useMemo(() => new Set(unfolded), [unfolded]);
  useEffect(() => {
    // Only what is known can be added to; before that nothing was chosen as far as one sees.
    if (all.length > 2) takeOver(changeSettings, accounts);
  }, [changeSettings, all, accounts]);
  const holders = useMemo(() => new Set(all), [all]);
  return {
    keys,
    holders,
    change: (next) => {
      const turned = all.filter((key) => next.has(key) !== keys.has(key));
      if (turned.length > 0) changeSettings(foldChange(turned.map((key) => [key, !next.has(key)]), accounts));
    },
  };
}

const keysOf = ({ account, folders, groups }: AccountNode): string[] => {
  const below = (nodes: AccountNode['folders']): string[] => nodes.flatMap(({ folder, children }) => (children.length > 0 ? [folder.id, ...below(children)] : []));
  return [account.id, ...below(folders), ...groups.flatMap((group) => [groupKey(group.kind, account.id), ...below(group.folders)])];
};

const isFolded = ({ folders, accounts, folderPane }: Choices, key: string): boolean =>
  (key === VIEWS ? !folderPane.views : key === FAVOURITES ? !folderPane.favourites : (folders[key]?.collapsed ?? accounts[key]?.collapsed ?? false));

/** Pure. */
export function foldChange(turned: readonly (readonly [key: string, folded: boolean])[], accounts: ReadonlySet<string>): SettingsChange {
  const change = { folderPane: {} as Partial<Settings['folderPane']>, accounts: {} as Record<string, { collapsed: boolean }>, folders: {} as Record<string, { collapsed: boolean }> };
  for (const [key, collapsed] of turned) {
    if (key === VIEWS) change.folderPane = { ...change.folderPane, views: !collapsed };
    else if (key === FAVOURITES) change.folderPane = { ...change.folderPane, favourites: !collapsed };
    else change[accounts.has(key) ? 'accounts' : 'folders'][key] = { collapsed };
  }
  return change;
}

/** `told` differs from `drawn` by what somebody has just turned; `drawn` may lag behind `now`. Pure. */
export function unfoldedThen(now: ReadonlySet<string>, told: ReadonlySet<string>, drawn: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...now, ...told].filter((key) => (told.has(key) === drawn.has(key) ? now.has(key) : told.has(key))));
}

const STORED = 'godwit.folders.collapsed';

/** What an earlier version kept in this browser. */
function takeOver(change: (change: SettingsChange) => void, accounts: ReadonlySet<string>): void {
  try {
    const text = localStorage.getItem(STORED);
    if (text === null) return;
    localStorage.removeItem(STORED);
    const keys: unknown = JSON.parse(text);
    const folded = Array.isArray(keys) ? keys.filter((key) => typeof key === 'string' && key !== '') : [];
    if (folded.length > 0) change(foldChange(folded.map((key) => [key as string, true]), accounts));
  } catch {
    // Denied or broken: everything is unfolded.
  }
}
