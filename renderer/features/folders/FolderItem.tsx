/** A folder in the tree, with those in it; and the same folder once more among the favourites. */
import { Lock, UserRound } from 'lucide-react';
import { memo, useRef, type RefObject } from 'react';
import { TreeItem, TreeItemContent } from 'react-aria-components';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { cx } from '../../design/class-names.ts';
import { useFolderRights, useRights } from '../../engine/abilities.ts';
import { folderOf, useFolderCounts, useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { useChangeSettings } from '../../engine/settings.ts';
import { placesAfter } from './favourites.ts';
import { focusRow } from './focus-row.ts';
import styles from './FolderPane.module.css';
import { ICONS } from './folder-icons.ts';
import { isReadOnly, messagesOnto, whyNotInto } from './folder-rights.ts';
import { countOf, folderName, type FolderNode } from './folder-tree.ts';
import { usePane } from './pane-context.ts';
import { favouriteKey } from './pane-keys.ts';
import { Chevron, Count, Indent, menuOn, More, onAltArrows, onF2, type Row } from './RowParts.tsx';
import { useRowDrag } from './use-row-drag.ts';

// Numbers and states live in the row elements themselves: the tree is a collection, and a new number in it would build all of it anew.

interface FolderItemProps {
  readonly node: FolderNode;
  /** Under which heading it stands, levels above it not counted. */
  readonly depth?: number;
  /** Of whom the folders in it are. */
  readonly isPerson?: boolean;
}

export function FolderItem({ node: { folder, children }, depth = 0, isPerson = false }: FolderItemProps) {
  const name = visibleLine(folder.name, 200);
  return (
    <TreeItem id={folder.id} textValue={name} className={cx(styles.row, !folder.subscribed && folder.role === 'none' && folder.selectable && styles.unsubscribed)} render={(row) => <FolderRow {...row} folder={folder} name={name} />}>
      <TreeItemContent>{({ hasChildItems }) => <FolderContent folder={folder} name={name} depth={depth} unfolds={hasChildItems} rowKey={folder.id} isPerson={isPerson} />}</TreeItemContent>
      {children.map((child) => <FolderItem key={child.folder.id} node={child} depth={depth + 1} />)}
    </TreeItem>
  );
}

export interface FavouriteItemProps {
  readonly folder: FolderPlace;
  /** Said where there are several accounts. */
  readonly whose: string;
  /** All of them, in the order shown. */
  readonly favourites: readonly FolderPlace[];
}

export function FavouriteItem({ folder, whose, favourites }: FavouriteItemProps) {
  const name = visibleLine(folder.name, 200);
  return (
    <TreeItem id={favouriteKey(folder.id)} textValue={name} className={styles.row ?? ''} render={(row) => <FolderRow {...row} folder={folder} name={name} favourites={favourites} />}>
      <TreeItemContent><FolderContent folder={folder} name={name} depth={0} unfolds={false} rowKey={favouriteKey(folder.id)} whose={whose} favourites={favourites} /></TreeItemContent>
    </TreeItem>
  );
}

function FolderRow({ folder, name, className, onKeyDownCapture, favourites, ...row }: Row & { readonly folder: FolderPlace; readonly name: string; readonly favourites?: readonly FolderPlace[] }) {
  const move = useMoveFavourite(favourites);
  const counts = useFolderCounts(folder.id);
  const { onFolderMenu, onRename } = usePane();
  const readOnly = isReadOnly(useFolderRights(folder.id));
  const shown = favourites ? t('folders.favouriteOf', { name }) : readOnly ? t('folders.withReadOnly', { name }) : name;
  return (
    <div
      {...row}
      aria-label={folderName({ name: shown, role: folder.role, ...counts })}
      className={cx(className, counts.unread > 0 && folder.role === 'inbox' && styles.unread)}
      onContextMenu={menuOn((at) => onFolderMenu(folder.id, at))}
      onKeyDownCapture={onF2((element) => onRename(folder.id, element), favourites ? onAltArrows((by) => move(folder.id, by), onKeyDownCapture) : onKeyDownCapture)}
    />
  );
}

interface ContentProps {
  readonly folder: FolderPlace;
  readonly name: string;
  readonly depth: number;
  readonly unfolds: boolean;
  readonly rowKey: string;
  readonly isPerson?: boolean;
  readonly whose?: string;
  readonly favourites?: readonly FolderPlace[];
}

/** The tree draws all rows anew whenever the selection or the focus moves. */
const FolderContent = memo(function FolderContent({ folder, name, depth, unfolds, rowKey, isPerson = false, whose = '', favourites }: ContentProps) {
  const { onFolderMenu } = usePane();
  const content = useRef<HTMLDivElement>(null);
  const why = useFolderDrop(content, folder, rowKey, favourites);
  const Icon = isPerson ? UserRound : ICONS[folder.role];
  return (
    <div ref={content} className={styles.content} style={{ paddingInlineStart: depth * 16 }} title={why ?? name}>
      {unfolds ? <Chevron /> : <Indent />}
      <Icon size={16} className={styles.icon ?? ''} aria-hidden />
      <span className={styles.letters} aria-hidden="true">{folder.role === 'none' ? lettersOf(name) : ''}</span>
      {why === null ? <span className={styles.name} dir="auto" data-name>{name}</span> : <span className={styles.refused}>{why}</span>}
      {whose && why === null ? <span className={styles.words}>{whose}</span> : null}
      {why === null ? <ReadOnlyMark folder={folder} /> : null}
      <FolderCount folder={folder} />
      <More name={name} onMenu={(at) => onFolderMenu(folder.id, at)} />
    </div>
  );
});

/** By some places, up or down. The focus stays with it. */
function useMoveFavourite(favourites: readonly FolderPlace[] = []): (id: FolderId, by: number) => void {
  const change = useChangeSettings();
  return (id, by) => {
    const place = favourites.findIndex((one) => one.id === id);
    if (place < 0 || !favourites[place + by]) return;
    change({ folders: placesAfter(favourites, place, place + by) });
    focusRow(favouriteKey(id));
  };
}

/** Two letters stand for a folder where there is no room for its name. */
const lettersOf = (name: string): string => (/^[ -~]*$/u.test(name) ? name.slice(0, 2) : [...(letters ??= new Intl.Segmenter()).segment(name)].slice(0, 2).map(({ segment }) => segment).join(''));
let letters: Intl.Segmenter | undefined;

function FolderCount({ folder }: { readonly folder: FolderPlace }) {
  return <Count count={countOf({ role: folder.role, ...useFolderCounts(folder.id) })} />;
}

function ReadOnlyMark({ folder }: { readonly folder: FolderPlace }) {
  return isReadOnly(useFolderRights(folder.id)) ? <Lock size={12} className={styles.lock ?? ''} aria-hidden /> : null;
}

function useFolderDrop(content: RefObject<HTMLDivElement | null>, folder: FolderPlace, rowKey: string, favourites: readonly FolderPlace[] | undefined): string | null {
  const move = useMoveFavourite(favourites);
  const placeOf = (id: FolderId): number => favourites?.findIndex((one) => one.id === id) ?? -1;
  const { onDropMessages, onDropFolder, onUnfold } = usePane();
  const folders = useFolderPlaces();
  const rights = useRights();
  return useRowDrag(content, {
    holds: () => (favourites ? { kind: 'favourite', id: folder.id } : folder.role === 'none' && rights[folder.id]?.change !== false ? { kind: 'folder', id: folder.id } : null),
    whyNot: (dragged) => {
      if (dragged.kind === 'messages') return messagesOnto(dragged.ids, folder, rights, false).why;
      if (dragged.kind === 'favourite') return favourites && dragged.id !== folder.id ? null : '';
      const moved = folderOf(folders, dragged.id);
      return moved ? (moved.id === folder.id ? '' : whyNotInto(moved, folder, folders, rights)) : '';
    },
    copies: (dragged, keys) => dragged.kind === 'messages' && messagesOnto(dragged.ids, folder, rights, keys).copy,
    onDrop: (dragged, copy) => {
      if (dragged.kind === 'messages') onDropMessages(dragged.ids, folder.id, copy);
      else if (dragged.kind === 'favourite') move(dragged.id, placeOf(folder.id) - placeOf(dragged.id));
      else onDropFolder(dragged.id, folder.id);
    },
    onRest: () => onUnfold(rowKey),
  });
}
