/** The rows of the folder pane as a tree. Drawn anew for what it is given, never with the pane. */
import { memo, type ReactElement, type RefObject } from 'react';
import { Tree } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import styles from './FolderPane.module.css';

export interface TreeEvents {
  /** Unfolds or folds. */
  readonly turn: (key: string) => void;
  readonly choose: (key: string) => void;
  /** All that are unfolded from now on, and all that were as it was drawn: what was folded since is not drawn yet. */
  readonly unfold: (keys: ReadonlySet<string>, drawn: ReadonlySet<string>) => void;
}

export interface FolderTreeProps {
  readonly tree: RefObject<HTMLDivElement | null>;
  readonly items: ReactElement[];
  readonly disabled: readonly string[];
  readonly selected: readonly string[];
  readonly unfolded: ReadonlySet<string>;
  /** Stays the same. */
  readonly on: TreeEvents;
}

/** Letters are the window's keys, here as everywhere: they would go to a folder and act on messages at once. */
const NO_TYPE_AHEAD = { disallowTypeAhead: true };
/** The row that is still drawn as the chosen one may not be it any more: back to it is a choice. */
const EVERY_CHOICE = { allowDuplicateSelectionEvents: true };

export const FolderTree = memo(function FolderTree({ tree, items, disabled, selected, unfolded, on }: FolderTreeProps) {
  return (
    <Tree
      ref={tree}
      aria-label={t('folders.title')}
      className={styles.tree ?? ''}
      {...NO_TYPE_AHEAD}
      {...EVERY_CHOICE}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      disabledBehavior="selection"
      shouldSelectOnPressUp
      disabledKeys={disabled}
      selectedKeys={selected}
      onSelectionChange={(keys) => {
        if (keys === 'all') return;
        for (const key of keys) on.choose(String(key));
      }}
      expandedKeys={unfolded}
      onExpandedChange={(keys) => on.unfold(new Set([...keys].map(String)), unfolded)}
      onAction={(key) => on.turn(String(key))}
    >
      {items}
    </Tree>
  );
});
