/** The folders of all accounts: Compose above, the tree, the line of state below. */
import { CircleUserRound, PenLine, Plus } from 'lucide-react';
import { memo, useDeferredValue, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { Tree, type Key } from 'react-aria-components';
import type { FolderId } from '../../../shared/ids.ts';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import type { ListView } from '../../../shared/model/view.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import { useFolderPlaces } from '../../engine/folders.ts';
import { buildTree } from './folder-tree.ts';
import { AccountItem, type OnAccountMenu, type OnFolderMenu } from './FolderItems.tsx';
import styles from './FolderPane.module.css';

export interface FolderPaneProps {
  readonly selected: ListView | null;
  readonly onSelect: (view: ListView) => void;
  readonly onCompose: () => void;
  readonly onAddAccount: () => void;
  readonly onAccountMenu: OnAccountMenu;
  readonly onFolderMenu: OnFolderMenu;
  readonly besideCompose?: ReactNode;
  /** The line of state. */
  readonly foot?: ReactNode;
}

const NO_ITEMS: ReactElement[] = [];
const STORED = 'godwit.folders.collapsed';

export const FolderPane = memo(function FolderPane({ selected, onSelect, onCompose, onAddAccount, onAccountMenu, onFolderMenu, besideCompose, foot }: FolderPaneProps) {
  const accounts = useAccountPlaces();
  const folders = useFolderPlaces();
  const [collapsed, setCollapsed] = useState<ReadonlySet<Key>>(readCollapsed);
  const all = useMemo(() => [...accounts.map(({ id }) => id), ...folders.map(({ id }) => id)], [accounts, folders]);
  const expanded = useMemo(() => new Set<Key>(all.filter((id) => !collapsed.has(id))), [all, collapsed]);
  const disabled = useMemo(() => [...accounts.map(({ id }) => id), ...folders.filter(({ selectable }) => !selectable).map(({ id }) => id)], [accounts, folders]);
  const selectedKeys = useMemo(() => (selected?.kind === 'folder' ? [selected.folderId] : []), [selected]);
  // Kept as elements, so that choosing a folder does not build the collection anew; and deferred, so that many folders never hold up a key.
  const newest = useMemo(() => buildTree(accounts, folders).map((node) => <AccountItem key={node.account.id} node={node} onMenu={onAccountMenu} onFolderMenu={onFolderMenu} />), [accounts, folders, onAccountMenu, onFolderMenu]);
  const items = useDeferredValue(newest, NO_ITEMS);

  const onExpandedChange = (keys: Iterable<Key>): void => {
    const open = new Set(keys);
    const next = new Set<Key>(all.filter((id) => !open.has(id)));
    setCollapsed(next);
    writeCollapsed(next);
  };
  const turn = (id: Key): void => onExpandedChange(expanded.has(id) ? [...expanded].filter((key) => key !== id) : [...expanded, id]);

  return (
    <nav className={styles.pane} aria-label={t('folders.title')}>
      <div className={styles.top}>
        <Tooltip text={t('folders.write')} keys={keysFor('compose')} placement="bottom">
          <Button variant="primary" className={styles.compose ?? ''} onPress={onCompose}>
            <PenLine size={16} aria-hidden />
            {t('folders.compose')}
          </Button>
        </Tooltip>
        {besideCompose}
      </div>
      <Tree
        aria-label={t('folders.title')}
        className={styles.tree ?? ''}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        disabledBehavior="selection"
        disabledKeys={disabled}
        selectedKeys={selectedKeys}
        onSelectionChange={(keys) => { if (keys !== 'all') for (const key of keys) onSelect({ kind: 'folder', folderId: key as FolderId }); }}
        expandedKeys={expanded}
        onExpandedChange={onExpandedChange}
        onAction={turn}
      >
        {items}
      </Tree>
      <div className={styles.foot}>
        <span className={styles.state}>{foot}</span>
        <IconButton size="small" placement="top" label={t('folders.addAccount')} icon={accounts.length ? <Plus size={16} aria-hidden /> : <CircleUserRound size={16} aria-hidden />} onPress={onAddAccount} />
      </div>
    </nav>
  );
});

function readCollapsed(): ReadonlySet<Key> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []);
  } catch {
    return new Set(); // denied or broken: everything is open
  }
}

function writeCollapsed(keys: ReadonlySet<Key>): void {
  try {
    localStorage.setItem(STORED, JSON.stringify([...keys]));
  } catch {
    // denied or full: it holds for this window only
  }
}
