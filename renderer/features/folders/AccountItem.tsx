/** An account in the tree: its state, how full it is, its folders, and those that others share with it. */
import { UsersRound } from 'lucide-react';
import { memo, useRef } from 'react';
import { TreeItem, TreeItemContent } from 'react-aria-components';
import type { AccountId } from '../../../shared/ids.ts';
import type { AccountPhase, AccountSummary } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { cx } from '../../design/class-names.ts';
import { useQuota, useRights } from '../../engine/abilities.ts';
import { useAccount, type AccountPlace } from '../../engine/accounts.ts';
import { folderOf, useFolderPlaces } from '../../engine/folders.ts';
import { phaseWords } from './account-state.ts';
import { FolderItem } from './FolderItem.tsx';
import styles from './FolderPane.module.css';
import { whyNotInto } from './folder-rights.ts';
import type { AccountNode, ForeignGroup } from './folder-tree.ts';
import { usePane } from './pane-context.ts';
import { groupKey } from './pane-keys.ts';
import { roomOf } from './quota-words.ts';
import { Chevron, Indent, menuOn, More, type Row } from './RowParts.tsx';
import { useRowDrag } from './use-row-drag.ts';

export function AccountItem({ node: { account, folders, groups } }: { readonly node: AccountNode }) {
  const title = titleOf(account);
  return (
    <TreeItem id={account.id} textValue={title} className={cx(styles.row, styles.heading)} render={(row) => <AccountRow {...row} account={account} />}>
      <TreeItemContent>{({ hasChildItems }) => <AccountContent account={account} unfolds={hasChildItems} />}</TreeItemContent>
      {folders.map((node) => <FolderItem key={node.folder.id} node={node} />)}
      {groups.map((group) => <GroupItem key={group.kind} group={group} accountId={account.id} />)}
    </TreeItem>
  );
}

/** Folders of other people, or of several: set apart from one's own. */
function GroupItem({ group: { kind, folders }, accountId }: { readonly group: ForeignGroup; readonly accountId: AccountId }) {
  const title = t(`folders.group-${kind}`);
  return (
    <TreeItem id={groupKey(kind, accountId)} textValue={title} aria-label={title} className={cx(styles.row, styles.group)}>
      <TreeItemContent>
        <div className={styles.content} title={title}>
          <Chevron />
          <UsersRound size={16} className={styles.icon ?? ''} aria-hidden />
          <span className={styles.name}>{title}</span>
        </div>
      </TreeItemContent>
      {folders.map((node) => <FolderItem key={node.folder.id} node={node} depth={1} isPerson={kind === 'other'} />)}
    </TreeItem>
  );
}

function AccountRow({ account, ...row }: Row & { readonly account: AccountPlace }) {
  const state = useAccount(account.id, stateOf);
  const room = roomOf(useQuota(account.id));
  const { onAccountMenu } = usePane();
  const title = titleOf(account);
  const said = state ? t('folders.accountState', { account: title, state: phaseWords(state.phase) }) : title;
  return <div {...row} aria-label={room ? t('folders.accountState', { account: said, state: room.words }) : said} onContextMenu={menuOn((at) => onAccountMenu(account.id, at))} />;
}

const AccountContent = memo(function AccountContent({ account, unfolds }: { readonly account: AccountPlace; readonly unfolds: boolean }) {
  const { onAccountMenu, onDropFolder, onUnfold } = usePane();
  const content = useRef<HTMLDivElement>(null);
  const folders = useFolderPlaces();
  const rights = useRights();
  const title = titleOf(account);
  const why = useRowDrag(content, {
    holds: () => null,
    whyNot: (dragged) => {
      if (dragged.kind === 'messages') return '';
      const moved = folderOf(folders, dragged.id);
      if (!moved) return '';
      return moved.accountId === account.id ? whyNotInto(moved, null, folders, rights) : t('folders.otherAccount');
    },
    copies: () => false,
    onDrop: (dragged) => { if (dragged.kind === 'folder') onDropFolder(dragged.id, null); },
    onRest: () => onUnfold(account.id),
  });
  return (
    <div ref={content} className={styles.content} title={title}>
      {unfolds ? <Chevron /> : <Indent />}
      <span className={styles.initial} aria-hidden="true">{[...title][0]?.toUpperCase()}</span>
      {why === null ? <span className={styles.name} dir="auto">{title}</span> : <span className={cx(styles.name, styles.refused)}>{why}</span>}
      <AccountState id={account.id} />
      <More name={title} onMenu={(at) => onAccountMenu(account.id, at)} />
      <Room id={account.id} />
    </div>
  );
});

/** How full it is: a thin line under the name, and in words when there is little left. */
function Room({ id }: { readonly id: AccountId }) {
  const room = roomOf(useQuota(id));
  if (!room) return null;
  return (
    <span className={cx(styles.room, room.isLow && styles.low)} title={room.words} aria-hidden="true">
      <span style={{ inlineSize: `${Math.min(100, room.part * 100)}%` }} />
    </span>
  );
}

function AccountState({ id }: { readonly id: AccountId }) {
  const state = useAccount(id, stateOf);
  const room = roomOf(useQuota(id));
  if (!state) return null;
  return (
    <>
      {TOLD.has(state.phase) ? <span className={styles.words}>{phaseWords(state.phase)}</span> : room?.isLow ? <span className={styles.full} title={room.words}>{room.short}</span> : null}
      <span className={cx(styles.dot, PHASE_STYLE[state.phase])} title={state.why ?? phaseWords(state.phase)} />
    </>
  );
}

const PHASE_STYLE = { 'ready': styles.ready, 'syncing': styles.busy, 'connecting': styles.busy, 'offline': styles.offline, 'needs-you': styles.needsYou } as const;
/** Phases worth their room beside the name; the dot tells the others. */
const TOLD: ReadonlySet<AccountPhase> = new Set(['offline', 'needs-you']);
const stateOf = ({ phase, failure }: AccountSummary) => ({ phase, why: failure ? failureText(failure) : null });
export const titleOf = ({ demo, email }: AccountPlace): string => (demo ? t('activity.demo') : email);
