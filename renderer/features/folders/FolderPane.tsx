/** Favourites, the views across accounts, and the folders of all accounts: Compose above, the line of state below. */
import { CircleUserRound, PenLine, Plus } from 'lucide-react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import type { ListView } from '../../../shared/model/view.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import { useForeign } from '../../engine/abilities.ts';
import { useAccountPlaces } from '../../engine/accounts.ts';
import { useFolderPlaces } from '../../engine/folders.ts';
import { useSetting } from '../../engine/settings.ts';
import { useKept } from '../../engine/use-kept.ts';
import styles from './FolderPane.module.css';
import { buildPane, type PaneTree, type TreeInput } from './folder-tree.ts';
import { FolderTree, type TreeEvents } from './FolderTree.tsx';
import { keepScrolled } from './keep-scrolled.ts';
import { PaneProvider, type PaneActions } from './pane-context.ts';
import { useCalm } from './use-calm.ts';
import { FAVOURITES, isSameView, keyOfView, VIEWS, viewOfKey } from './pane-keys.ts';
import { PaneMenu } from './PaneMenu.tsx';
import { followDrags } from './row-drag.ts';
import { useDrawnTree } from './use-drawn-tree.ts';
import { unfoldedThen, useUnfolded } from './use-unfolded.ts';

export interface FolderPaneProps extends Omit<PaneActions, 'onUnfold'> {
  readonly selected: ListView | null;
  /** `isPassing`: reached by an arrow key, perhaps on the way to another. */
  readonly onSelect: (view: ListView, isPassing: boolean) => void;
  readonly onCompose: () => void;
  readonly onAddAccount: () => void;
  /** Icons alone. */
  readonly isSmall?: boolean;
  readonly besideCompose?: ReactNode;
  /** The line of state. */
  readonly foot?: ReactNode;
}

interface PaneEvents extends TreeEvents {
  readonly foldAll: () => void;
  readonly unfoldAll: () => void;
}

/** Milliseconds between two draws of the tree, for each row it has: drawing takes it a part of that. */
const PAUSE_MS_A_ROW = 12;
const LONGEST_PAUSE_MS = 600;

interface Built extends Pick<TreeInput, 'accounts' | 'folders' | 'choices'> { readonly pane: PaneTree }

/** A row more may be drawn a little later. One that is gone would be pressed in vain, and what somebody has chosen is done at once. */
function isAllStillThere(shown: Built, next: Built): boolean {
  if (shown.choices !== next.choices) return false;
  const ids = new Set(next.folders.map(({ id }) => id));
  return shown.accounts.length <= next.accounts.length && shown.folders.every(({ id }) => ids.has(id));
}

const ARROWS = /^(Arrow|Home$|End$|Page)/u;

/** Until the answered function is called. */
function followArrows(tree: HTMLElement, isPassing: RefObject<boolean>): () => void {
  const end = new AbortController();
  const listen = { capture: true, signal: end.signal };
  tree.addEventListener('keydown', ({ key }) => { isPassing.current = ARROWS.test(key); }, listen);
  for (const name of ['keyup', 'pointerdown']) tree.addEventListener(name, () => { isPassing.current = false; }, listen);
  return () => end.abort();
}

export const FolderPane = memo(function FolderPane(props: FolderPaneProps) {
  const { selected, onSelect, onCompose, onAddAccount, isSmall = false, besideCompose, foot } = props;
  const accounts = useAccountPlaces();
  const folders = useFolderPlaces();
  const foreign = useForeign();
  const [ofFolders, ofAccounts, folderPane] = [useSetting('folders'), useSetting('accounts'), useSetting('folderPane')];
  const choices = useMemo(() => ({ folders: ofFolders, accounts: ofAccounts, folderPane }), [ofFolders, ofAccounts, folderPane]);
  const newPane = useKept(useMemo(() => buildPane({ accounts, folders, foreign, choices }), [accounts, folders, foreign, choices]));
  const built = useMemo<Built>(() => ({ pane: newPane, accounts, folders, choices }), [newPane, accounts, folders, choices]);
  // Accounts added together bring their folders one after the other.
  const { pane, ...shown } = useCalm(built, Math.min(LONGEST_PAUSE_MS, (accounts.length + folders.length) * PAUSE_MS_A_ROW), isAllStillThere);
  const unfolded = useUnfolded(pane.accounts, choices);
  const ids = useMemo(() => new Set<string>(folders.filter(({ selectable }) => selectable).flatMap(({ id, was = [] }) => [id, ...was])), [folders]);
  const disabled = useKept(useMemo(() => {
    const holders = pane.accounts.flatMap(({ account, groups }) => [account.id, ...groups.map(({ kind }) => `${kind} ${account.id}`)]);
    return [FAVOURITES, VIEWS, ...holders, ...shown.folders.filter(({ selectable }) => !selectable).map(({ id }) => id)];
  }, [pane, shown.folders]));
  const [last, setLast] = useState<string | null>(null);
  const isChosen = last !== null && isSameView(viewOfKey(last, (id) => ids.has(id)), selected);
  const chosen = isChosen && last !== null ? last : selected ? keyOfView(selected) : null;
  const selectedKeys = useMemo(() => (chosen === null ? [] : [chosen]), [chosen]);

  const drawn = useDrawnTree(pane, shown.accounts, { disabled, selected: selectedKeys, unfolded: unfolded.keys });

  const isPassing = useRef(false);
  const choose = (key: string): void => {
    const view = viewOfKey(key, (id) => ids.has(id));
    setLast(key);
    // The one that is shown, too: whoever searches, or has the folders over the list, wants back to it.
    if (view) onSelect(view, isPassing.current);
  };
  const turn = (key: string): void => {
    if (!unfolded.holders.has(key)) return choose(key);
    const next = new Set(unfolded.keys);
    if (!next.delete(key)) next.add(key);
    unfolded.change(next);
  };
  const { onAccountMenu, onFolderMenu, onBoxMenu, onRename, onDropMessages, onDropFolder } = props;
  const unfold: TreeEvents['unfold'] = (told, drawn) => unfolded.change(unfoldedThen(unfolded.keys, told, drawn));
  const foldAll = (): void => unfolded.change(new Set(pane.accounts.map(({ account }) => account.id)));
  const unfoldAll = (): void => unfolded.change(new Set([FAVOURITES, VIEWS, ...pane.accounts.flatMap(({ account, groups }) => [account.id, ...groups.map(({ kind }) => `${kind} ${account.id}`)]), ...folders.map(({ id }) => id)]));
  // The newest of each, called by what is not drawn anew for them.
  const newestOn = useRef<PaneEvents>({ turn, choose, unfold, foldAll, unfoldAll });
  useLayoutEffect(() => { newestOn.current = { turn, choose, unfold, foldAll, unfoldAll }; });
  const on = useMemo<PaneEvents>(() => ({
    turn: (key) => newestOn.current.turn(key), choose: (key) => newestOn.current.choose(key), unfold: (told, drawn) => newestOn.current.unfold(told, drawn),
    foldAll: () => newestOn.current.foldAll(), unfoldAll: () => newestOn.current.unfoldAll(),
  }), []);
  const keys = useRef(unfolded.keys);
  const holders = useRef(unfolded.holders);
  useLayoutEffect(() => { keys.current = unfolded.keys; holders.current = unfolded.holders; });
  const actions = useMemo<PaneActions>(() => ({ onAccountMenu, onFolderMenu, onBoxMenu, onRename, onDropMessages, onDropFolder, onUnfold: (key) => { if (holders.current.has(key) && !keys.current.has(key)) on.turn(key); } }), [onAccountMenu, onFolderMenu, onBoxMenu, onRename, onDropMessages, onDropFolder, on]);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => (tree.current ? followDrags(tree.current) : undefined), []);
  useEffect(() => (tree.current ? keepScrolled(tree.current) : undefined), []);
  useEffect(() => (tree.current ? followArrows(tree.current, isPassing) : undefined), []);

  // What stands around the tree is not drawn anew with every folder that comes.
  const { onlySubscribed } = folderPane;
  const isEmpty = accounts.length === 0;
  const top = useMemo(() => (
    <div className={styles.top}>
      <Tooltip text={t('folders.write')} keys={keysFor('compose')} placement={isSmall ? 'end' : 'bottom'}>
        <Button variant="primary" className={styles.compose ?? ''} onPress={onCompose} {...(isSmall ? { 'aria-label': t('folders.compose') } : {})}>
          <PenLine size={16} aria-hidden />
          {isSmall ? null : t('folders.compose')}
        </Button>
      </Tooltip>
      {besideCompose}
    </div>
  ), [isSmall, onCompose, besideCompose]);
  const bottom = useMemo(() => (
    <div className={styles.foot}>
      <span className={styles.state}>{foot}</span>
      <PaneMenu onlySubscribed={onlySubscribed} onFoldAll={on.foldAll} onUnfoldAll={on.unfoldAll} />
      <IconButton size="small" placement="top" label={t('folders.addAccount')} icon={isEmpty ? <CircleUserRound size={16} aria-hidden /> : <Plus size={16} aria-hidden />} onPress={onAddAccount} />
    </div>
  ), [foot, onlySubscribed, on, isEmpty, onAddAccount]);

  return (
    <nav className={styles.pane} aria-label={t('folders.title')} data-small={isSmall || undefined}>
      {top}
      <PaneProvider value={actions}>
        <FolderTree tree={tree} {...drawn} on={on} />
      </PaneProvider>
      {bottom}
    </nav>
  );
});
