/** Rows of the folder tree: an account with its state, and a folder with its icon and count. */
import { Archive, ChevronRight, Ellipsis, FileText, Flag, Folder, Inbox, Layers, OctagonAlert, Send, Trash2, type LucideIcon } from 'lucide-react';
import type { JSX } from 'react';
import { Button, TreeItem, TreeItemContent } from 'react-aria-components';
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { AccountPhase, AccountSummary } from '../../../shared/model/account.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { direction, t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { numberWords } from '../../../shared/text/locale.ts';
import { cx } from '../../design/class-names.ts';
import { useAccount, type AccountPlace } from '../../engine/accounts.ts';
import { useFolderCounts, type FolderPlace } from '../../engine/folders.ts';
import { phaseWords } from './account-state.ts';
import { countOf, folderName, type AccountNode, type FolderNode } from './folder-tree.ts';
import styles from './FolderPane.module.css';

const ICONS: Readonly<Record<FolderRole, LucideIcon>> = { inbox: Inbox, drafts: FileText, sent: Send, archive: Archive, junk: OctagonAlert, trash: Trash2, all: Layers, flagged: Flag, none: Folder };
const PHASE_STYLE = { 'ready': styles.ready, 'syncing': styles.busy, 'connecting': styles.busy, 'offline': styles.offline, 'needs-you': styles.needsYou } as const;

/** The account's menu was asked for at a point of the window. */
export type OnAccountMenu = (id: AccountId, at: { readonly x: number; readonly y: number }) => void;

/** The same of a folder's. */
export type OnFolderMenu = (id: FolderId, at: { readonly x: number; readonly y: number }) => void;

type Row = JSX.IntrinsicElements['div'];

// Numbers and states live in the row elements themselves: the tree is a collection, and a new number in it would build all of it anew.

export function AccountItem({ node: { account, folders }, onMenu, onFolderMenu }: { readonly node: AccountNode; readonly onMenu: OnAccountMenu; readonly onFolderMenu: OnFolderMenu }) {
  const title = titleOf(account);
  return (
    <TreeItem id={account.id} textValue={title} className={cx(styles.row, styles.account)} render={(row) => <AccountRow {...row} account={account} onMenu={onMenu} />}>
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className={styles.content}>
            {hasChildItems ? <Chevron /> : <span className={styles.indent} />}
            <span className={styles.name} title={title}>{title}</span>
            <AccountState id={account.id} />
            <More name={title} onMenu={(at) => onMenu(account.id, at)} />
          </div>
        )}
      </TreeItemContent>
      {folders.map((folder) => (
        <FolderItem key={folder.folder.id} node={folder} onMenu={onFolderMenu} />
      ))}
    </TreeItem>
  );
}

function AccountRow({ account, onMenu, ...row }: Row & { readonly account: AccountPlace; readonly onMenu: OnAccountMenu }) {
  const state = useAccount(account.id, stateOf);
  const title = titleOf(account);
  return (
    <div
      {...row}
      aria-label={state ? t('folders.accountState', { account: title, state: phaseWords(state.phase) }) : title}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(account.id, { x: event.clientX, y: event.clientY });
      }}
    />
  );
}

function AccountState({ id }: { readonly id: AccountId }) {
  const state = useAccount(id, stateOf);
  if (!state) return null;
  return (
    <>
      {TOLD.has(state.phase) ? <span className={styles.words}>{phaseWords(state.phase)}</span> : null}
      <span className={cx(styles.dot, PHASE_STYLE[state.phase])} title={state.why ?? phaseWords(state.phase)} />
    </>
  );
}

/** Phases worth their room beside the name; the dot tells the others. */
const TOLD: ReadonlySet<AccountPhase> = new Set(['offline', 'needs-you']);
const stateOf = ({ phase, failure }: AccountSummary) => ({ phase, why: failure ? failureText(failure) : null });
const titleOf = ({ demo, email }: AccountPlace): string => (demo ? t('activity.demo') : email);

function FolderItem({ node: { folder, children }, onMenu }: { readonly node: FolderNode; readonly onMenu: OnFolderMenu }) {
  const Icon = ICONS[folder.role];
  const name = visibleLine(folder.name, 200);
  return (
    <TreeItem id={folder.id} textValue={name} className={styles.row ?? ''} render={(row) => <FolderRow {...row} folder={folder} name={name} onMenu={onMenu} />}>
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div className={styles.content} style={{ paddingInlineStart: (level - 2) * 16 }}>
            {hasChildItems ? <Chevron /> : <span className={styles.indent} />}
            <Icon size={16} className={styles.icon ?? ''} aria-hidden />
            <span className={styles.name} dir="auto">{name}</span>
            <FolderCount folder={folder} />
            <More name={name} onMenu={(at) => onMenu(folder.id, at)} />
          </div>
        )}
      </TreeItemContent>
      {children.map((child) => (
        <FolderItem key={child.folder.id} node={child} onMenu={onMenu} />
      ))}
    </TreeItem>
  );
}

function FolderRow({ folder, name, className, onMenu, ...row }: Row & { readonly folder: FolderPlace; readonly name: string; readonly onMenu: OnFolderMenu }) {
  const counts = useFolderCounts(folder.id);
  return (
    <div
      {...row}
      aria-label={folderName({ name, role: folder.role, ...counts })}
      className={cx(className, counts.unread > 0 && folder.role === 'inbox' && styles.unread)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(folder.id, { x: event.clientX, y: event.clientY });
      }}
    />
  );
}

function FolderCount({ folder }: { readonly folder: FolderPlace }) {
  const count = countOf({ role: folder.role, ...useFolderCounts(folder.id) });
  return count ? <span className={styles.count}>{numberWords(count)}</span> : null;
}

const More = ({ name, onMenu }: { readonly name: string; readonly onMenu: (at: { readonly x: number; readonly y: number }) => void }) => (
  <Button
    slot={null}
    className={styles.more ?? ''}
    aria-label={t('folders.actionsFor', { name })}
    aria-haspopup="menu"
    onPress={({ target }) => {
      const box = target.getBoundingClientRect();
      onMenu({ x: direction() === 'rtl' ? box.right : box.left, y: box.bottom });
    }}
  >
    <Ellipsis size={16} aria-hidden />
  </Button>
);

const Chevron = () => (
  <Button slot="chevron" className={styles.chevron ?? ''}>
    <ChevronRight size={14} aria-hidden />
  </Button>
);
