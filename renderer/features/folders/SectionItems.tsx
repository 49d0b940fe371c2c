/** Above the accounts: the favourites, and the views across all accounts. */
import { TreeItem, TreeItemContent } from 'react-aria-components';
import type { UnifiedBox } from '../../../shared/model/view.ts';
import { t } from '../../../shared/locales/t.ts';
import { cx } from '../../design/class-names.ts';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useBoxCounts, type FolderPlace } from '../../engine/folders.ts';
import { titleOf } from './AccountItem.tsx';
import { FavouriteItem } from './FolderItem.tsx';
import styles from './FolderPane.module.css';
import { ICONS } from './folder-icons.ts';
import { boxCount, boxWords } from './folder-tree.ts';
import { usePane } from './pane-context.ts';
import { boxKey, FAVOURITES, VIEWS } from './pane-keys.ts';
import { Chevron, Count, Indent, menuOn, More, type Row } from './RowParts.tsx';

const Heading = ({ title }: { readonly title: string }) => (
  <TreeItemContent>
    <div className={styles.content} title={title}>
      <Chevron />
      <span className={styles.name}>{title}</span>
    </div>
  </TreeItemContent>
);

export function FavouritesItem({ folders, accounts }: { readonly folders: readonly FolderPlace[]; readonly accounts: readonly AccountPlace[] }) {
  const title = t('folders.favourites');
  const whose = (folder: FolderPlace): string => {
    const account = accounts.length > 1 ? accounts.find(({ id }) => id === folder.accountId) : undefined;
    return account ? titleOf(account) : '';
  };
  return (
    <TreeItem id={FAVOURITES} textValue={title} aria-label={title} className={cx(styles.row, styles.heading)}>
      <Heading title={title} />
      {folders.map((folder) => <FavouriteItem key={folder.id} folder={folder} whose={whose(folder)} favourites={folders} />)}
    </TreeItem>
  );
}

export function ViewsItem({ boxes, isOne }: { readonly boxes: readonly UnifiedBox[]; /** There is one account only. */ readonly isOne: boolean }) {
  const title = t(isOne ? 'folders.allFolders' : 'folders.allAccounts');
  return (
    <TreeItem id={VIEWS} textValue={title} aria-label={title} className={cx(styles.row, styles.heading)}>
      <Heading title={title} />
      {boxes.map((box) => <BoxItem key={box} box={box} />)}
    </TreeItem>
  );
}

function BoxItem({ box }: { readonly box: UnifiedBox }) {
  const { onBoxMenu } = usePane();
  const Icon = ICONS[box];
  const name = t(`folders.box-${box}`);
  return (
    <TreeItem id={boxKey(box)} textValue={name} className={styles.row ?? ''} render={(row) => <BoxRow {...row} box={box} />}>
      <TreeItemContent>
        <div className={styles.content} title={name}>
          <Indent />
          <Icon size={16} className={styles.icon ?? ''} aria-hidden />
          <span className={styles.name}>{name}</span>
          <BoxCount box={box} />
          <More name={boxWords(box, { unread: 0, total: 0 })} onMenu={(at) => onBoxMenu(box, at)} />
        </div>
      </TreeItemContent>
    </TreeItem>
  );
}

function BoxRow({ box, className, ...row }: Row & { readonly box: UnifiedBox }) {
  const counts = useBoxCounts(box);
  const { onBoxMenu } = usePane();
  return <div {...row} aria-label={boxWords(box, counts)} className={cx(className, counts.unread > 0 && box === 'inbox' && styles.unread)} onContextMenu={menuOn((at) => onBoxMenu(box, at))} />;
}

const BoxCount = ({ box }: { readonly box: UnifiedBox }) => <Count count={boxCount(box, useBoxCounts(box))} />;
